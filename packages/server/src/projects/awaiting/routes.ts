/** What awaits the signed-in person, over HTTP. */
import { awaiting as operations } from '@copydesk/contract/operations'
import { settleMention } from '../../comments/answers.ts'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { readAwaiting } from './queries.ts'

export const awaitingRoutes: Routes = (app, { storage, runner }) => {
  app.get('/me/awaiting', routeOf(operations.listAwaiting), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readAwaiting(tx, person))
  })

  app.patch('/me/awaiting/mentions/:id', routeOf(operations.settleMention), async (request, reply) => {
    const command = settleMention(request.params.id, request.body.done)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })
}
