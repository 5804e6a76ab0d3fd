/** Projects over HTTP: the project as such. Its items and releases are in the folders beside. */
import { changeProject, createProject, id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../../http/app.ts'
import { etagOf, requireIfMatch } from '../../http/etag.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import * as commands from './commands.ts'
import { readProject, readProjects } from './queries.ts'

const params = z.object({ id })

export const projectRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects', { config: { action: 'project.read' } }, async (request) => {
    requirePerson(request)
    return storage.read(readProjects)
  })

  app.post(
    '/projects',
    { config: { action: 'project.write' }, schema: { body: createProject } },
    async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, commands.createProject(request.body))
    },
  )

  app.get(
    '/projects/:id',
    { config: { action: 'project.read' }, schema: { params } },
    async (request, reply) => {
      const person = requirePerson(request)
      const project = await storage.read((tx) => readProject(tx, person, request.params.id))
      reply.header('etag', etagOf(project.revision))
      return project
    },
  )

  app.patch(
    '/projects/:id',
    { config: { action: 'project.write' }, schema: { params, body: changeProject } },
    async (request, reply) => {
      const person = requirePerson(request)
      requireIfMatch(request)
      const command = commands.changeProject(request.params.id, request.body)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.delete(
    '/projects/:id',
    { config: { action: 'project.write' }, schema: { params } },
    async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, commands.deleteProject(request.params.id))
    },
  )
}
