/** zod schemas of notifications and of the inbox. */
import { z } from 'zod'
import { actor, entityId, identified, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { inboxFilters, notificationKinds, notificationReasons } from './entity.ts'

export const notification = named(
  'Notification',
  z.object({
    ...identified,
    kind: z.enum(notificationKinds),
    reason: z.enum(notificationReasons),
    actor,
    projectId: entityId,
    projectName: z.string(),
    itemId: entityId.nullable(),
    itemTitle: z.string().nullable(),
    commentId: entityId.nullable(),
    excerpt: z.string().describe('One plain line: the start of a comment, or `draft → ready`'),
    createdAt: instant,
    seenAt: instant.nullable(),
    readAt: instant.nullable(),
  }),
)

const counts = { unread: z.int().min(0), unseen: z.int().min(0) }
export const inboxCounts = named('InboxCounts', z.object(counts))

export const inboxSnapshot = named(
  'InboxSnapshot',
  z.object({
    ...page(notification),
    filter: z.enum(inboxFilters),
    counts: inboxCounts,
    ...snapshot,
  }),
)

export const allRead = named(
  'AllRead',
  z.object({
    ...counts,
    readAt: instant
      .nullable()
      .describe('By which it can be undone; null when there was nothing left to mark'),
  }),
)

export const undoneAllRead = named(
  'UndoneAllRead',
  z.object({ ...counts, left: z.int().min(0).describe('How many are still to be undone: ask again') }),
)
