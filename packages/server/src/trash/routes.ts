/** The trash over HTTP. What brings something back is in the routes of content and projects. */
import { trash as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { purgeContentNow, purgeProjectNow } from './commands.ts'
import { readTrash } from './queries.ts'

export const trashRoutes: Routes = (app, { storage, runner }) => {
  app.get('/trash', routeOf(operations.listTrash), async (request) => {
    const person = requirePerson(request)
    const { q, kind = null } = request.query
    return storage.read((tx) => readTrash(tx, person, { q, kind }))
  })

  app.delete('/trash/content/:id', routeOf(operations.purgeContent), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, purgeContentNow(request.params.id))
  })

  app.delete('/trash/projects/:id', routeOf(operations.purgeProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, purgeProjectNow(request.params.id))
  })
}
