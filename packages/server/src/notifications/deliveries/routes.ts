/** What left the server to tell somebody, over HTTP, for administrators. */
import { deliveries as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { tryAddressAgain } from '../mail/try-again.ts'
import { readDeliveries, readRefusedAddresses } from './queries.ts'

export const deliveryRoutes: Routes = (app, { storage, runner }) => {
  app.get('/deliveries', routeOf(operations.listDeliveries), async (request) =>
    storage.read((tx) => readDeliveries(tx, request.query)),
  )

  app.get('/refused-addresses', routeOf(operations.listRefusedAddresses), async (request) =>
    storage.read((tx) => readRefusedAddresses(tx, request.query)),
  )

  app.delete('/refused-addresses/:personId', routeOf(operations.tryAddressAgain), async (request, reply) => {
    const command = tryAddressAgain(request.params.personId)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })
}
