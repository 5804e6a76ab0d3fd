/** `/groups`: for everybody to read, for administrators to change. */
import { groups as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { changeGroup, createGroup, deleteGroup } from './commands.ts'
import { readGroups } from './queries.ts'

export const groupRoutes: Routes = (app, { storage, runner }) => {
  app.get('/groups', routeOf(operations.listGroups), async (request) => {
    requirePerson(request)
    return storage.read(readGroups)
  })

  app.post('/groups', routeOf(operations.createGroup), async (request, reply) =>
    runCommand(runner, request, reply, requirePerson(request), createGroup(request.body)),
  )

  app.patch('/groups/:id', routeOf(operations.changeGroup), async (request, reply) => {
    const command = changeGroup(request.params.id, request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete('/groups/:id', routeOf(operations.deleteGroup), async (request, reply) =>
    runCommand(runner, request, reply, requirePerson(request), deleteGroup(request.params.id)),
  )
}
