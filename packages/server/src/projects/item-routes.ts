/** The items of a project over HTTP, one and many. */
import type { ChangeItem } from '@copydesk/contract'
import { addItems, changeItem, changeItems, id, removeItems } from '@copydesk/contract/schemas'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Routes } from '../http/app.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson, type SignedIn } from '../http/signed-in.ts'
import * as adding from './add-items.ts'
import * as changing from './change-items.ts'
import { readItems } from './queries.ts'
import * as removing from './remove-items.ts'
import { restoreItems } from './restore-items.ts'

const ofProject = z.object({ id })
const ofItem = z.object({ id, itemId: id })

export const itemRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects/:id/items', { schema: { params: ofProject } }, async (request) => {
    requirePerson(request, 'project.read')
    return storage.read((tx) => readItems(tx, request.params.id))
  })

  app.post(
    '/projects/:id/items',
    { schema: { params: ofProject, body: addItems } },
    async (request, reply) => {
      const person = requirePerson(request, 'item.write')
      const command = adding.addItems(request.params.id, request.body.items)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.patch(
    '/projects/:id/items',
    { schema: { params: ofProject, body: changeItems } },
    async (request, reply) => {
      const { itemIds, ...change } = request.body
      const person = requireChanger(request, change)
      const command = changing.changeItems(request.params.id, itemIds, change)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.post(
    '/projects/:id/items/remove',
    { schema: { params: ofProject, body: removeItems } },
    async (request, reply) => {
      const person = requirePerson(request, 'item.write')
      const command = removing.removeItems(request.params.id, request.body.itemIds)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.post(
    '/projects/:id/items/restore',
    { schema: { params: ofProject, body: removeItems } },
    async (request, reply) => {
      const person = requirePerson(request, 'item.write')
      const command = restoreItems(request.params.id, request.body.itemIds)
      return runCommand(runner, request, reply, person, command)
    },
  )

  app.patch(
    '/projects/:id/items/:itemId',
    { schema: { params: ofItem, body: changeItem } },
    async (request, reply) => {
      const person = requireChanger(request, request.body)
      const { id, itemId } = request.params
      return runCommand(runner, request, reply, person, changing.changeItem(id, itemId, request.body))
    },
  )

  app.delete('/projects/:id/items/:itemId', { schema: { params: ofItem } }, async (request, reply) => {
    const person = requirePerson(request, 'item.write')
    const { id, itemId } = request.params
    return runCommand(runner, request, reply, person, removing.removeItem(id, itemId))
  })
}

/** Reviewers may move a status; assignee and due date are the editors'. */
function requireChanger(request: FastifyRequest, { assigneeId, dueAt }: ChangeItem): SignedIn {
  const isPlanning = assigneeId !== undefined || dueAt !== undefined
  return requirePerson(request, isPlanning ? 'item.write' : 'item.review')
}
