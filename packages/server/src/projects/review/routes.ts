/** Approval rules and reviews over HTTP. */
import { review as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { etagOf } from '../../http/etag.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { changeProjectRule, changeSiteRule } from './commands.ts'
import { decideItem, decideVersion } from './decide.ts'
import { decideMany } from './decide-many.ts'
import { readItemReview, readProjectRule, readSiteRule, readVersionReview } from './queries.ts'

export const reviewRoutes: Routes = (app, { storage, runner }) => {
  app.get('/approval-rule', routeOf(operations.getApprovalRule), async (request, reply) => {
    requirePerson(request)
    const state = await storage.read(readSiteRule)
    reply.header('etag', etagOf(state.revision))
    return state
  })

  app.patch('/approval-rule', routeOf(operations.changeApprovalRule), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, changeSiteRule(request.body))
  })

  app.get(
    '/projects/:id/approval-rule',
    routeOf(operations.getProjectApprovalRule),
    async (request, reply) => {
      const person = requirePerson(request)
      const state = await storage.read((tx) => readProjectRule(tx, person, request.params.id))
      reply.header('etag', etagOf(state.revision))
      return state
    },
  )

  app.patch(
    '/projects/:id/approval-rule',
    routeOf(operations.changeProjectApprovalRule),
    async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, changeProjectRule(request.params.id, request.body))
    },
  )

  app.get(
    '/content/:id/versions/:versionId/review',
    routeOf(operations.getVersionReview),
    async (request) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return storage.read((tx) => readVersionReview(tx, person, id, versionId))
    },
  )

  app.post(
    '/content/:id/versions/:versionId/decisions',
    routeOf(operations.decideVersion),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      return runCommand(runner, request, reply, person, decideVersion(id, versionId, request.body))
    },
  )

  app.get('/projects/:id/items/:itemId/review', routeOf(operations.getItemReview), async (request) => {
    const person = requirePerson(request)
    const { id, itemId } = request.params
    return storage.read((tx) => readItemReview(tx, person, id, itemId))
  })

  app.post(
    '/projects/:id/items/:itemId/decisions',
    routeOf(operations.decideItem),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, itemId } = request.params
      return runCommand(runner, request, reply, person, decideItem(id, itemId, request.body))
    },
  )

  app.post('/decisions', routeOf(operations.decideMany), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, decideMany(request.body))
  })
}
