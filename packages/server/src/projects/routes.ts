/** Projects over HTTP: the project as such, and publishing it. Its items are in `item-routes.ts`. */
import { changeProject, createProject, id, publish } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../http/app.ts'
import { etagOf, expectedRevision, onlyAt, optionalRevision } from '../http/etag.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import * as commands from './project-commands.ts'
import { publish as publishProject } from './publish.ts'
import { readProject, readProjects } from './queries.ts'
import { projectRevision } from './rows.ts'

const params = z.object({ id })

export const projectRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects', async (request) => {
    requirePerson(request, 'project.read')
    return storage.read(readProjects)
  })

  app.post('/projects', { schema: { body: createProject } }, async (request, reply) => {
    const person = requirePerson(request, 'project.write')
    return runCommand(runner, request, reply, person, commands.createProject(request.body))
  })

  app.get('/projects/:id', { schema: { params } }, async (request, reply) => {
    requirePerson(request, 'project.read')
    const project = await storage.read((tx) => readProject(tx, request.params.id))
    reply.header('etag', etagOf(project.revision))
    return project
  })

  app.patch('/projects/:id', { schema: { params, body: changeProject } }, async (request, reply) => {
    const person = requirePerson(request, 'project.write')
    const expected = expectedRevision(request)
    const command = commands.changeProject(request.params.id, request.body, expected)
    return runCommand(runner, request, reply, person, command)
  })

  app.delete('/projects/:id', { schema: { params } }, async (request, reply) => {
    const person = requirePerson(request, 'project.write')
    const { id } = request.params
    const command = onlyAt(optionalRevision(request), projectRevision(id), commands.deleteProject(id))
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/projects/:id/publish', { schema: { params, body: publish } }, async (request, reply) => {
    const person = requirePerson(request, 'project.publish')
    const { id } = request.params
    const publishing = publishProject(id, request.body)
    const command = onlyAt(optionalRevision(request), projectRevision(id), publishing)
    return runCommand(runner, request, reply, person, command)
  })
}
