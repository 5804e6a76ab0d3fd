/** What the signed-in person watches and mutes, over HTTP. */
import { subscriptions as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { changeSubscription } from './commands.ts'
import { readSubscriptions } from './queries.ts'

/** `/subscriptions` and what is below it. */
export const subscriptionRoutes: Routes = (app, { storage, runner }) => {
  app.get('/subscriptions', routeOf(operations.listSubscriptions), async (request) => {
    const { id } = requirePerson(request)
    return storage.read((tx) => readSubscriptions(tx, id))
  })

  app.patch('/subscriptions/:key', routeOf(operations.changeSubscription), async (request, reply) => {
    const person = requirePerson(request)
    const command = changeSubscription(person.id, request.params.key, request.body)
    return runCommand(runner, request, reply, person, command)
  })
}
