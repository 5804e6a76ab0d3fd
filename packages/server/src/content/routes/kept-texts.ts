/** The texts that lost, over HTTP: `/content/{id}/versions/{versionId}/kept-texts`. */
import { content as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { keepText, readKeptText, readKeptTexts } from '../kept-texts.ts'

const path = '/content/:id/versions/:versionId/kept-texts'

export const keptTextRoutes: Routes = (app, { storage, runner }) => {
  app.get(path, routeOf(operations.listKeptTexts), async (request) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    return storage.read((tx) => readKeptTexts(tx, person, id, versionId))
  })

  app.post(path, routeOf(operations.keepText), async (request, reply) => {
    const person = requirePerson(request)
    const { id, versionId } = request.params
    return runCommand(runner, request, reply, person, keepText(id, versionId, request.body))
  })

  app.get(`${path}/:keptId`, routeOf(operations.getKeptText), async (request) => {
    const person = requirePerson(request)
    const { id, versionId, keptId } = request.params
    return storage.read((tx) => readKeptText(tx, person, id, versionId, keptId))
  })
}
