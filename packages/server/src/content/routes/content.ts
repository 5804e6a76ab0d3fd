/** Content items and their versions over HTTP. */
import { content as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf, requireIfMatch } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import * as commands from '../commands.ts'
import { deleteContent, restoreContent } from '../deletion.ts'
import { readContent, readContentList, readTitles, readVersion } from '../queries.ts'
import { readReferences } from '../references/queries.ts'
import { withoutCreatedText, withoutText } from '../remembered-text.ts'

export const contentRoutes: Routes = (app, { settings, storage, runner }) => {
  app.get('/content', routeOf(operations.listContent), async (request) => {
    const person = requirePerson(request)
    const { q, type = null, language = null, status = null, cursor = null, limit } = request.query
    const query = { q, type, language, status, cursor, limit }
    return storage.read((tx) => readContentList(tx, person, query))
  })

  app.get('/content/titles', routeOf(operations.listTitles), async (request) => {
    const person = requirePerson(request)
    const ids = request.query.ids.split(',').filter((id) => id !== '')
    return storage.read((tx) => readTitles(tx, person, ids))
  })

  app.post('/content', routeOf(operations.createContent), async (request, reply) => {
    const person = requirePerson(request)
    const command = commands.createContent(request.body)
    return runCommand(runner, request, reply, person, command, withoutCreatedText(request.body.body))
  })

  app.get('/content/:id', routeOf(operations.getContent), async (request, reply) => {
    const person = requirePerson(request)
    const content = await storage.read((tx) => readContent(tx, person, request.params.id))
    reply.header('etag', etagOf(content.revision))
    return content
  })

  app.delete('/content/:id', routeOf(operations.deleteContent), async (request, reply) => {
    const person = requirePerson(request)
    const command = deleteContent(request.params.id, settings.trashDays)
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/content/:id/restore', routeOf(operations.restoreContent), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, restoreContent(request.params.id))
  })

  app.post('/content/:id/versions', routeOf(operations.createVersion), async (request, reply) => {
    const person = requirePerson(request)
    const command = commands.createVersion(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command)
  })

  app.get('/content/:id/versions/:versionId', routeOf(operations.getVersion), async (request, reply) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    const found = await storage.read((tx) => readVersion(tx, person, id, versionId))
    reply.header('etag', etagOf(found.revision))
    return found
  })

  app.get(
    '/content/:id/versions/:versionId/references',
    routeOf(operations.listReferences),
    async (request) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return storage.read((tx) => readReferences(tx, person, id, versionId))
    },
  )

  app.patch('/content/:id/versions/:versionId', routeOf(operations.changeVersion), async (request, reply) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    requireIfMatch(request)
    const command = commands.changeVersion(id, versionId, request.body)
    return runCommand(runner, request, reply, person, command, withoutText(request.body.body))
  })
}
