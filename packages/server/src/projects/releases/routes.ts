/** Publishing a project or a version by itself over HTTP, and the releases. */
import { releases as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { publish as publishProject } from './publish.ts'
import { publishVersion } from './publish-version.ts'
import {
  readBlockers,
  readContentReleases,
  readRelease,
  readReleases,
  readVersionBlockers,
} from './queries.ts'
import { revert } from './revert.ts'
import { readSiteReleases } from './site-releases.ts'

/** What is published, what is in the way, and `/releases/{id}`: below `/projects/{id}` and below `/content/{id}`. */
export const releaseRoutes: Routes = (app, { storage, runner }) => {
  app.post('/projects/:id/publish', routeOf(operations.publishProject), async (request, reply) => {
    const person = requirePerson(request)
    const command = publishProject(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command)
  })

  app.get('/projects/:id/blockers', routeOf(operations.listBlockers), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readBlockers(tx, person, request.params.id, request.query.mode))
  })

  app.get('/projects/:id/releases', routeOf(operations.listReleases), async (request) => {
    const person = requirePerson(request)
    const { cursor, limit } = request.query
    return storage.read((tx) => readReleases(tx, person, request.params.id, { cursor, limit }))
  })

  app.post(
    '/content/:id/versions/:versionId/publish',
    routeOf(operations.publishVersion),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return runCommand(runner, request, reply, person, publishVersion(id, versionId, request.body))
    },
  )

  app.get(
    '/content/:id/versions/:versionId/blockers',
    routeOf(operations.listVersionBlockers),
    async (request) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return storage.read((tx) => readVersionBlockers(tx, person, id, versionId))
    },
  )

  app.get('/content/:id/releases', routeOf(operations.listContentReleases), async (request) => {
    const person = requirePerson(request)
    const { cursor, limit } = request.query
    return storage.read((tx) => readContentReleases(tx, person, request.params.id, { cursor, limit }))
  })

  app.get('/releases', routeOf(operations.listSiteReleases), async (request) => {
    const person = requirePerson(request)
    const { cursor, limit, from, until, personId = null, projectId = null } = request.query
    const times = { from: instantOf(from), until: instantOf(until) }
    const asked = { cursor, limit, personId, projectId, ...times }
    return storage.read((tx) => readSiteReleases(tx, person, asked))
  })

  app.get('/releases/:id', routeOf(operations.getRelease), async (request, reply) => {
    const person = requirePerson(request)
    const { cursor, limit } = request.query
    const release = await storage.read((tx) => readRelease(tx, person, request.params.id, { cursor, limit }))
    reply.header('etag', etagOf(release.revision))
    return release
  })

  app.post('/releases/:id/revert', routeOf(operations.revertRelease), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, revert(request.params.id, request.body))
  })
}

/** As every instant is written. */
function instantOf(text: string | undefined): string | null {
  return text === undefined ? null : new Date(text).toISOString()
}
