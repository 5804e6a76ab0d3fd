/** The items of a project over HTTP, one and many. */
import type { ChangeItem, Id } from '@copydesk/contract'
import { addItems, changeItem, changeItems, id, removeItems } from '@copydesk/contract/schemas'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Command } from '../../command/command.ts'
import type { Routes } from '../../http/app.ts'
import { onlyAt, optionalRevision } from '../../http/etag.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson, type SignedIn } from '../../http/signed-in.ts'
import { projectRevision } from '../project/door.ts'
import { readItems } from '../project/queries.ts'
import * as adding from './commands/add-items.ts'
import * as changing from './commands/change-items.ts'
import * as removing from './commands/remove-items.ts'
import { restoreItems } from './commands/restore-items.ts'
import { itemRevision } from './queries.ts'
import { anyOf } from './seen-items.ts'

const ofProject = z.object({ id })
const ofItem = z.object({ id, itemId: id })

export const itemRoutes: Routes = (app, { storage, runner }) => {
  app.get(
    '/projects/:id/items',
    { config: { action: 'project.read' }, schema: { params: ofProject } },
    async (request) => {
      requirePerson(request)
      return storage.read((tx) => readItems(tx, request.params.id))
    },
  )

  app.post(
    '/projects/:id/items',
    { config: { action: 'item.write' }, schema: { params: ofProject, body: addItems } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = adding.addItems(request.params.id, request.body.items)
      return runCommand(runner, request, reply, person, atProject(request, command))
    },
  )

  app.patch(
    '/projects/:id/items',
    { config: { action: 'item.review' }, schema: { params: ofProject, body: changeItems } },
    async (request, reply) => {
      const { itemIds, items, ...change } = request.body
      const person = requireChanger(request, change)
      const command = changing.changeItems(request.params.id, items ?? anyOf(itemIds), change)
      return runCommand(runner, request, reply, person, atProject(request, command))
    },
  )

  app.post(
    '/projects/:id/items/remove',
    { config: { action: 'item.write' }, schema: { params: ofProject, body: removeItems } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = removing.removeItems(request.params.id, request.body.itemIds)
      return runCommand(runner, request, reply, person, atProject(request, command))
    },
  )

  app.post(
    '/projects/:id/items/restore',
    { config: { action: 'item.write' }, schema: { params: ofProject, body: removeItems } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = restoreItems(request.params.id, request.body.itemIds)
      return runCommand(runner, request, reply, person, atProject(request, command))
    },
  )

  app.patch(
    '/projects/:id/items/:itemId',
    { config: { action: 'item.review' }, schema: { params: ofItem, body: changeItem } },
    async (request, reply) => {
      const person = requireChanger(request, request.body)
      const { id, itemId } = request.params
      const changed = changing.changeItem(id, itemId, request.body)
      const command = onlyAt(optionalRevision(request), itemRevision(id, itemId), changed)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.delete(
    '/projects/:id/items/:itemId',
    { config: { action: 'item.write' }, schema: { params: ofItem } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, itemId } = request.params
      const removed = removing.removeItem(id, itemId)
      const command = onlyAt(optionalRevision(request), itemRevision(id, itemId), removed)
      return runCommand(runner, request, reply, person, command)
    },
  )
}

/** What has no tag of its own goes by the project's. */
function atProject<Body>(
  request: FastifyRequest<{ Params: { id: Id } }>,
  command: Command<Body>,
): Command<Body> {
  return onlyAt(optionalRevision(request), projectRevision(request.params.id), command)
}

/** Reviewers may move a status; assignee and due date are the editors'. */
function requireChanger(request: FastifyRequest, { assigneeId, dueAt }: ChangeItem): SignedIn {
  const isPlanning = assigneeId !== undefined || dueAt !== undefined
  return requirePerson(request, isPlanning ? 'item.write' : 'item.review')
}
