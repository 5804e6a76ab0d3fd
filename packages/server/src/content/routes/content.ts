/** Content items and their versions over HTTP. */
import { contentTypes } from '@copydesk/contract'
import { changeVersion, createContent, createVersion, id, language, line } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../../http/app.ts'
import { etagOf, requireIfMatch } from '../../http/etag.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import * as commands from '../commands.ts'
import { readContent, readContentList, readVersion } from '../queries.ts'
import { withoutCreatedText, withoutText } from '../remembered-text.ts'

const item = z.object({ id })
const version = z.object({ id, versionId: id })
const list = z.object({
  q: line({ max: 300 }).default(''),
  type: z.enum(contentTypes).nullable().default(null),
  language: language.nullable().default(null),
  cursor: id.nullable().default(null),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

export const contentRoutes: Routes = (app, { storage, runner }) => {
  app.get(
    '/content',
    { config: { action: 'content.read' }, schema: { querystring: list } },
    async (request) => {
      requirePerson(request)
      return storage.read((tx) => readContentList(tx, request.query))
    },
  )

  app.post(
    '/content',
    { config: { action: 'content.write' }, schema: { body: createContent } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = commands.createContent(request.body)
      return runCommand(runner, request, reply, person, command, withoutCreatedText(request.body.body))
    },
  )

  app.get(
    '/content/:id',
    { config: { action: 'content.read' }, schema: { params: item } },
    async (request, reply) => {
      const person = requirePerson(request)
      const content = await storage.read((tx) => readContent(tx, person, request.params.id))
      reply.header('etag', etagOf(content.revision))
      return content
    },
  )

  app.post(
    '/content/:id/versions',
    { config: { action: 'content.write' }, schema: { params: item, body: createVersion } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = commands.createVersion(request.params.id, request.body)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.get(
    '/content/:id/versions/:versionId',
    { config: { action: 'content.read' }, schema: { params: version } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      const found = await storage.read((tx) => readVersion(tx, person, id, versionId))
      reply.header('etag', etagOf(found.revision))
      return found
    },
  )

  app.patch(
    '/content/:id/versions/:versionId',
    { config: { action: 'content.write' }, schema: { params: version, body: changeVersion } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      requireIfMatch(request)
      const command = commands.changeVersion(id, versionId, request.body)
      return runCommand(runner, request, reply, person, command, withoutText(request.body.body))
    },
  )
}
