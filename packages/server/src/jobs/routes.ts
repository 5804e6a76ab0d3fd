/** `/failed-work`: administrators see work that failed for good, have it tried again, or discard it. */
import { failedWork as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { discardFailedWork, readFailedWork, retryFailedWork } from './failed-work.ts'

export const failedWorkRoutes: Routes = (app, { storage, runner }) => {
  app.get('/failed-work', routeOf(operations.listFailedWork), async (request) => {
    const { cursor, limit } = request.query
    return storage.read((tx) => readFailedWork(tx, { cursor, limit }))
  })

  app.post('/failed-work/:id/retry', routeOf(operations.retryFailedWork), async (request, reply) => {
    const command = retryFailedWork(request.params.id)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete('/failed-work/:id', routeOf(operations.discardFailedWork), async (request, reply) => {
    const command = discardFailedWork(request.params.id)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })
}
