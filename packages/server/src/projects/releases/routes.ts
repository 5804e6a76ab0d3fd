/** Publishing a project over HTTP, and its releases. */
import { id, publish } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../../http/app.ts'
import { etagOf } from '../../http/etag.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { publish as publishProject } from './publish.ts'
import { readRelease, readReleases } from './queries.ts'

const params = z.object({ id })
const page = (limit: number) =>
  z.object({ cursor: id.optional(), limit: z.coerce.number().int().min(1).max(500).default(limit) })

/** `/projects/{id}/publish`, `/projects/{id}/releases` and `/releases/{id}`. */
export const releaseRoutes: Routes = (app, { storage, runner }) => {
  app.post(
    '/projects/:id/publish',
    { config: { action: 'project.publish' }, schema: { params, body: publish } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = publishProject(request.params.id, request.body)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.get(
    '/projects/:id/releases',
    { config: { action: 'project.read' }, schema: { params, querystring: page(50) } },
    async (request) => {
      const person = requirePerson(request)
      const { cursor, limit } = request.query
      return storage.read((tx) => readReleases(tx, person, request.params.id, { cursor, limit }))
    },
  )

  app.get(
    '/releases/:id',
    { config: { action: 'project.read' }, schema: { params, querystring: page(200) } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { cursor, limit } = request.query
      const release = await storage.read((tx) =>
        readRelease(tx, person, request.params.id, { cursor, limit }),
      )
      reply.header('etag', etagOf(release.revision))
      return release
    },
  )
}
