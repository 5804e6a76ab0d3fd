/** The signed-in person's own inbox over HTTP; nobody reads anybody else's. */
import { inboxFilters } from '@copydesk/contract'
import { changeNotification as changeBody, id, undoAllRead, upTo } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../http/app.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { changeNotification, readAll, seeAll, undoReadAll } from './commands.ts'
import { countInbox, readInbox } from './queries.ts'

const named = z.object({ id })
const window = z.object({
  filter: z.enum(inboxFilters).default('all'),
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** `/notifications` and what is below it. */
export const notificationRoutes: Routes = (app, { storage, runner }) => {
  app.get('/notifications', { schema: { querystring: window } }, async (request) => {
    const { id: personId } = requirePerson(request)
    const { filter, cursor, limit } = request.query
    return storage.read((tx) => readInbox(tx, { personId, filter, cursor, limit }))
  })

  app.get('/notifications/counts', async (request) => {
    const { id: personId } = requirePerson(request)
    return storage.read((tx) => countInbox(tx, personId))
  })

  app.patch('/notifications/:id', { schema: { params: named, body: changeBody } }, async (request, reply) => {
    const person = requirePerson(request)
    const command = changeNotification(person.id, request.params.id, request.body.read)
    return runCommand(runner, request, reply, person, command)
  })

  app.post('/notifications/read-all', { schema: { body: upTo.nullish() } }, async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, readAll(person.id, request.body?.upToId))
  })

  app.post('/notifications/read-all/undo', { schema: { body: undoAllRead } }, async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, undoReadAll(person.id, request.body.readAt))
  })

  app.post('/notifications/seen', { schema: { body: upTo.nullish() } }, async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, seeAll(person.id, request.body?.upToId))
  })
}
