/** The operations of the signed-in person's notifications. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { operation } from '../core/operation.ts'
import { id } from '../core/schemas.ts'
import { notificationFilters } from './entity.ts'
import { allRead, inboxCounts, notification, notificationList } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const upToBody = named('UpTo', schemas.upTo)

export const listNotifications = operation({
  operationId: 'listNotifications',
  method: 'GET',
  path: '/api/v1/notifications',
  tag: 'notifications',
  summary: 'List your single notifications, newest first',
  description: 'The inbox lists them by threads, live.',
  access: 'person',
  query: z.object({
    filter: z.enum(notificationFilters).default('all'),
    cursor: schemas.inboxCursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: {
    status: 200,
    description: 'A page of them, with the counts of the inbox',
    schema: notificationList,
  },
})

export const countNotifications = operation({
  operationId: 'countNotifications',
  method: 'GET',
  path: '/api/v1/notifications/counts',
  tag: 'notifications',
  summary: 'Count what is unread and unseen in your inbox',
  access: 'person',
  answer: { status: 200, description: 'The counts', schema: inboxCounts },
})

export const changeNotification = operation({
  operationId: 'changeNotification',
  method: 'PATCH',
  path: '/api/v1/notifications/{id}',
  tag: 'notifications',
  summary: 'Mark a notification as read or unread',
  access: 'person',
  params: z.object({ id }),
  body: named('ChangeNotification', schemas.changeNotification),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The notification', schema: notification, headers: ['ETag'] },
})

export const readAllNotifications = operation({
  operationId: 'readAllNotifications',
  method: 'POST',
  path: '/api/v1/notifications/read-all',
  tag: 'notifications',
  summary: 'Mark your inbox as read, or all up to one',
  description: 'What came after `upToOffset` stays unread, and so does what is archived or snoozed.',
  access: 'person',
  body: upToBody.nullish(),
  command: 'without_revision',
  answer: { status: 200, description: 'The counts, and by what it can be undone', schema: allRead },
})

export const undoReadAllNotifications = operation({
  operationId: 'undoReadAllNotifications',
  method: 'POST',
  path: '/api/v1/notifications/read-all/undo',
  tag: 'notifications',
  summary: 'Make unread again what was marked together at an instant',
  description: 'Within ten minutes. What was marked, archived or snoozed by itself since stays as it is.',
  access: 'person',
  body: named('UndoAllRead', schemas.undoAllRead),
  command: 'without_revision',
  answer: { status: 200, description: 'The counts', schema: inboxCounts },
})

export const seeAllNotifications = operation({
  operationId: 'seeAllNotifications',
  method: 'POST',
  path: '/api/v1/notifications/seen',
  tag: 'notifications',
  summary: 'Mark all notifications as seen, or all up to one',
  access: 'person',
  body: upToBody.nullish(),
  command: 'without_revision',
  answer: { status: 200, description: 'The counts', schema: inboxCounts },
})
