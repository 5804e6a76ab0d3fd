/** The texts that lost, over HTTP: `/content/{id}/versions/{versionId}/kept-texts`. */
import { id, keepText as keepTextBody } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../../http/app.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { keepText, readKeptText, readKeptTexts } from '../kept-texts.ts'

const version = z.object({ id, versionId: id })
const kept = z.object({ id, versionId: id, keptId: id })
const path = '/content/:id/versions/:versionId/kept-texts'

export const keptTextRoutes: Routes = (app, { storage, runner }) => {
  app.get(path, { config: { action: 'content.read' }, schema: { params: version } }, async (request) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    return storage.read((tx) => readKeptTexts(tx, person, id, versionId))
  })

  app.post(
    path,
    { config: { action: 'content.write' }, schema: { params: version, body: keepTextBody } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return runCommand(runner, request, reply, person, keepText(id, versionId, request.body))
    },
  )

  app.get(
    `${path}/:keptId`,
    { config: { action: 'content.read' }, schema: { params: kept } },
    async (request) => {
      const person = requirePerson(request)
      const { id, versionId, keptId } = request.params
      return storage.read((tx) => readKeptText(tx, person, id, versionId, keptId))
    },
  )
}
