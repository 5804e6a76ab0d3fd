/** Projects over HTTP: the project as such. Its items and releases are in the folders beside. */
import { projects as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf, requireIfMatch } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { archiveProject, reactivateProject } from './archive.ts'
import * as commands from './commands.ts'
import { deleteProject, restoreProject } from './deletion.ts'
import { duplicateProject } from './duplicate.ts'
import { readProject, readProjects } from './queries.ts'

export const projectRoutes: Routes = (app, { settings, storage, runner }) => {
  app.get('/projects', routeOf(operations.listProjects), async (request) => {
    requirePerson(request)
    return storage.read(readProjects)
  })

  app.post('/projects', routeOf(operations.createProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, commands.createProject(request.body))
  })

  app.get('/projects/:id', routeOf(operations.getProject), async (request, reply) => {
    const person = requirePerson(request)
    const project = await storage.read((tx) => readProject(tx, person, request.params.id))
    reply.header('etag', etagOf(project.revision))
    return project
  })

  app.patch('/projects/:id', routeOf(operations.changeProject), async (request, reply) => {
    const person = requirePerson(request)
    requireIfMatch(request)
    const command = commands.changeProject(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command)
  })

  app.delete('/projects/:id', routeOf(operations.deleteProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, deleteProject(request.params.id, settings.trashDays))
  })

  app.post('/projects/:id/restore', routeOf(operations.restoreProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, restoreProject(request.params.id))
  })

  app.post('/projects/:id/duplicate', routeOf(operations.duplicateProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, duplicateProject(request.params.id))
  })

  app.post('/projects/:id/archive', routeOf(operations.archiveProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, archiveProject(request.params.id))
  })

  app.post('/projects/:id/reactivate', routeOf(operations.reactivateProject), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, reactivateProject(request.params.id))
  })
}
