/** Who the people are. Signing in and out is in `sessions/routes.ts`, what is one's own in `profile/routes.ts`. */
import { people as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { changePerson } from './commands.ts'
import { readPeople } from './queries.ts'
import { removePerson } from './remove-person.ts'

/** `/people`. */
export const peopleRoutes: Routes = (app, { storage, runner, settings }) => {
  app.patch('/people/:id', routeOf(operations.changePerson), async (request, reply) => {
    const command = changePerson(request.params.id, request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete('/people/:id', routeOf(operations.removePerson), async (request, reply) => {
    const command = removePerson(request.params.id, settings.removedNames)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.get('/people', routeOf(operations.listPeople), async (request) => {
    requirePerson(request)
    return storage.read(readPeople)
  })
}
