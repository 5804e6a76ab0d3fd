/** Who is in private projects, over HTTP. */
import { members as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { readPrivateProjects } from '../project/queries.ts'
import { enterClosedProject, openToEverybody, removeMember, setMember } from './commands.ts'
import { readClosedProjects, readMembers } from './queries.ts'

/** `/me/projects`, `/projects/closed` and what is below a project about its members. */
export const memberRoutes: Routes = (app, { storage, runner }) => {
  app.get('/me/projects', routeOf(operations.listPrivateProjects), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readPrivateProjects(tx, person))
  })

  app.get('/projects/closed', routeOf(operations.listClosedProjects), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readClosedProjects(tx, person))
  })

  app.get('/projects/:id/members', routeOf(operations.listMembers), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readMembers(tx, person, request.params.id))
  })

  app.post('/projects/:id/members', routeOf(operations.setMember), async (request, reply) => {
    const command = setMember(request.params.id, request.body)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.delete('/projects/:id/members/:memberId', routeOf(operations.removeMember), async (request, reply) => {
    const command = removeMember(request.params.id, request.params.memberId)
    return runCommand(runner, request, reply, requirePerson(request), command)
  })

  app.post('/projects/:id/open', routeOf(operations.openToEverybody), async (request, reply) =>
    runCommand(runner, request, reply, requirePerson(request), openToEverybody(request.params.id)),
  )

  app.post('/projects/:id/enter', routeOf(operations.enterProject), async (request, reply) =>
    runCommand(runner, request, reply, requirePerson(request), enterClosedProject(request.params.id)),
  )
}
