/** The items of a project over HTTP, one and many, and what moves a version whether it is one or not. */
import { content as ofContent, items as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import * as adding from './commands/add-items.ts'
import * as changing from './commands/change-items.ts'
import * as rebasing from './commands/rebase-item.ts'
import * as removing from './commands/remove-items.ts'
import { restoreItems } from './commands/restore-items.ts'
import * as reviewing from './commands/review-version.ts'
import { readItems } from './queries.ts'
import { readReferredItems } from './referred-items.ts'
import { anyOf } from './seen-items.ts'

export const itemRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects/:id/items', routeOf(operations.listItems), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readItems(tx, person, request.params.id))
  })

  app.get('/projects/:id/references', routeOf(operations.listReferredItems), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readReferredItems(tx, person, request.params.id))
  })

  app.post('/projects/:id/items', routeOf(operations.addItems), async (request, reply) => {
    const person = requirePerson(request)
    const command = adding.addItems(request.params.id, request.body.items)
    return runCommand(runner, request, reply, person, command)
  })

  app.patch('/projects/:id/items', routeOf(operations.changeItems), async (request, reply) => {
    const { itemIds, items, ...change } = request.body
    const person = requirePerson(request, changing.actionOf(change))
    const command = changing.changeItems(request.params.id, items ?? anyOf(itemIds), change)
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/projects/:id/items/remove', routeOf(operations.removeItems), async (request, reply) => {
    const person = requirePerson(request)
    const command = removing.removeItems(request.params.id, request.body.itemIds)
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/projects/:id/items/restore', routeOf(operations.restoreItems), async (request, reply) => {
    const person = requirePerson(request)
    const command = restoreItems(request.params.id, request.body.itemIds)
    return runCommand(runner, request, reply, person, command)
  })

  app.patch('/projects/:id/items/:itemId', routeOf(operations.changeItem), async (request, reply) => {
    const person = requirePerson(request, changing.actionOf(request.body))
    const { id, itemId } = request.params
    const command = changing.changeItem(id, itemId, request.body)
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/projects/:id/items/:itemId/rebase', routeOf(operations.rebaseItem), async (request, reply) => {
    const person = requirePerson(request)
    const { id, itemId } = request.params
    const command = rebasing.rebaseItem(id, itemId, request.body)
    return runCommand(runner, request, reply, person, command)
  })

  app.post(
    '/content/:id/versions/:versionId/status',
    routeOf(ofContent.moveVersion),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      const command = reviewing.moveVersion(id, versionId, request.body)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.post(
    '/content/:id/versions/:versionId/rebase',
    routeOf(ofContent.rebaseVersion),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, versionId } = request.params
      const command = reviewing.rebaseVersion(id, versionId, request.body)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.delete('/projects/:id/items/:itemId', routeOf(operations.removeItem), async (request, reply) => {
    const person = requirePerson(request)
    const { id, itemId } = request.params
    const command = removing.removeItem(id, itemId)
    return runCommand(runner, request, reply, person, command)
  })
}
