/** zod schemas of inboxes and their entries. */
import { z } from 'zod'
import { actor, entityId, identified, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { id } from '../../core/schemas.ts'
import { inboxCounts, notification } from '../entity-schemas.ts'
import { subscriptionKey } from '../subscriptions/entity-schemas.ts'
import { inboxFilters } from './entity.ts'

export const inboxEntry = named(
  'InboxEntry',
  z.object({
    ...identified,
    offset: z
      .int()
      .min(0)
      .describe('Where your channel stood when it came, or came back; the order of the list'),
    key: subscriptionKey.describe('What it is about, and what to mute'),
    latest: notification,
    size: z.int().min(0).describe('Notifications in all; 0 in an event that tells of its end'),
    unread: z.int().min(0),
    unseen: z.int().min(0),
    mentions: z.int().min(0),
    unreadFrom: entityId.nullable().describe('Of a thread of comments the first one that is unread'),
    actors: z.array(actor).describe('Who acted, the last one first, at most 20'),
    archivedAt: instant.nullable(),
    snoozedUntil: instant.nullable().describe('It comes back then, as unread, or with the next notification'),
  }),
)

export const inboxSnapshot = named(
  'InboxSnapshot',
  z.object({
    ...page(inboxEntry),
    filter: z.enum(inboxFilters),
    q: z.string(),
    counts: inboxCounts,
    ...snapshot,
  }),
)

export const changedEntries = named(
  'ChangedEntries',
  z.object({
    data: z.array(inboxEntry),
    leftOut: z.array(id).describe('Those that are not there, or of which `onlyIf` is no longer true'),
    counts: inboxCounts,
  }),
)

export const archivedAll = named(
  'ArchivedAll',
  z.object({
    ...inboxCounts.shape,
    archivedAt: instant
      .nullable()
      .describe('By which it can be undone; null when there was nothing to archive'),
  }),
)

export const entryNotifications = named('EntryNotifications', z.object(page(notification)))
