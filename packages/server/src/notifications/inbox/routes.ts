/** The signed-in person's own inbox by threads over HTTP; nobody reads anybody else's. */
import { inbox as operations } from '@copydesk/contract/operations'
import type { Routes } from '../../http/app.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson } from '../../http/signed-in.ts'
import { entriesAsTheyAre, entryAsItIs } from '../remembered-notifications.ts'
import { archiveAll, undoArchiveAll } from './archive-all.ts'
import { changeEntries, changeEntry } from './commands.ts'
import { markUnreadFrom } from './mark-unread.ts'
import { readEntry, readInbox } from './queries.ts'

/** `/inbox` and what is below it. */
export const inboxRoutes: Routes = (app, { storage, runner }) => {
  app.get('/inbox', routeOf(operations.listInbox), async (request) => {
    const { id: personId } = requirePerson(request)
    return storage.read((tx) => readInbox(tx, { personId, cursor: undefined, ...request.query }))
  })

  app.get('/inbox/:id/notifications', routeOf(operations.listEntryNotifications), async (request) => {
    const { id: personId } = requirePerson(request)
    const { cursor, limit } = request.query
    return storage.read((tx) => readEntry(tx, { personId, entryId: request.params.id, cursor, limit }))
  })

  app.post('/inbox/unread', routeOf(operations.markUnreadFrom), async (request, reply) => {
    const person = requirePerson(request)
    const command = markUnreadFrom(person, request.body.commentId)
    return runCommand(runner, request, reply, person, command, entryAsItIs(person))
  })

  app.patch('/inbox', routeOf(operations.changeEntries), async (request, reply) => {
    const person = requirePerson(request)
    const command = changeEntries(person.id, request.body)
    return runCommand(runner, request, reply, person, command, entriesAsTheyAre(person))
  })

  app.post('/inbox/archive-all', routeOf(operations.archiveAllEntries), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, archiveAll(person.id, request.body ?? {}))
  })

  app.post('/inbox/archive-all/undo', routeOf(operations.undoArchiveAllEntries), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, undoArchiveAll(person.id, request.body.archivedAt))
  })

  app.patch('/inbox/:id', routeOf(operations.changeEntry), async (request, reply) => {
    const person = requirePerson(request)
    const command = changeEntry(person.id, request.params.id, request.body)
    return runCommand(runner, request, reply, person, command, entryAsItIs(person))
  })
}
