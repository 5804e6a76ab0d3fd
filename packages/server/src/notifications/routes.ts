/** The signed-in person's own inbox over HTTP; nobody reads anybody else's. */
import { notifications as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { changeNotification, readAll, seeAll } from './commands.ts'
import { undoReadAll } from './inbox/undo-read-all.ts'
import { countInbox, readNotifications } from './queries.ts'
import { notificationAsItIs } from './remembered-notifications.ts'

/** `/notifications` and what is below it. */
export const notificationRoutes: Routes = (app, { storage, runner }) => {
  app.get('/notifications', routeOf(operations.listNotifications), async (request) => {
    const { id: personId } = requirePerson(request)
    const { filter, cursor, limit } = request.query
    return storage.read((tx) => readNotifications(tx, { personId, filter, cursor, limit }))
  })

  app.get('/notifications/counts', routeOf(operations.countNotifications), async (request) => {
    const { id: personId } = requirePerson(request)
    return storage.read((tx) => countInbox(tx, personId))
  })

  app.patch('/notifications/:id', routeOf(operations.changeNotification), async (request, reply) => {
    const person = requirePerson(request)
    const command = changeNotification(person.id, request.params.id, request.body.read)
    return runCommand(runner, request, reply, person, command, notificationAsItIs(person))
  })

  app.post('/notifications/read-all', routeOf(operations.readAllNotifications), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, readAll(person.id, request.body ?? {}))
  })

  app.post(
    '/notifications/read-all/undo',
    routeOf(operations.undoReadAllNotifications),
    async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, undoReadAll(person.id, request.body.readAt))
    },
  )

  app.post('/notifications/seen', routeOf(operations.seeAllNotifications), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, seeAll(person.id, request.body ?? {}))
  })
}
