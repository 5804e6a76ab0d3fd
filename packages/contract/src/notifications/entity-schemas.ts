/** zod schemas of notifications. */
import { z } from 'zod'
import { status } from '../content/entity-schemas.ts'
import { actor, calendarDay, entityId, identified, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { notificationFilters, notificationKinds, notificationReasons } from './entity.ts'

export const notification = named(
  'Notification',
  z.object({
    ...identified,
    offset: z.int().min(0).describe('Where your channel stood when it told of this; the order of the list'),
    kind: z.enum(notificationKinds),
    reason: z.enum(notificationReasons),
    actor,
    projectId: entityId.nullable().describe('Null where it is about a version that is in no project'),
    projectName: z.string().nullable(),
    itemId: entityId.nullable(),
    itemTitle: z.string().nullable().describe('Of the item, or of the version where there is no project'),
    commentId: entityId.nullable(),
    contentId: entityId.nullable().describe('Where there is no project'),
    versionId: entityId.nullable(),
    excerpt: z.string().describe('One plain line: the start of a comment, or `draft → ready`'),
    facts: z
      .object({
        itemCount: z.int().min(0).optional(),
        versionNumber: z.int().min(1).optional(),
        change: z.object({ from: status, to: status, reason: z.string().nullable() }).optional(),
        task: z.object({ id: entityId, title: z.string() }).optional(),
        schedule: z
          .object({ wallTime: z.string(), timeZone: z.string(), why: z.string().nullable() })
          .optional(),
        dueAt: calendarDay.optional(),
        group: z.object({ id: entityId, name: z.string() }).optional(),
      })
      .nullable()
      .describe('What the words are made of besides who and where; null for most comments'),
    references: z
      .array(
        named(
          'NotificationReference',
          z.object({
            id: entityId.describe(
              'Of the content item, whose later titles `GET /api/v1/content/titles` tells',
            ),
            versionId: entityId
              .nullable()
              .describe(
                'The version of `itemTitle`; null for an item that the excerpt refers to by `#title`',
              ),
            title: z.string().describe('As the notification says it: the title when this was read'),
            written: z.string().describe('As it was when you were told'),
          }),
        ),
      )
      .optional()
      .describe('The items that it names and you see, those of the excerpt in its order'),
    createdAt: instant,
    seenAt: instant.nullable(),
    readAt: instant.nullable(),
  }),
)

const counts = {
  unread: z.int().min(0).describe('Threads that hold something unread and are neither archived nor snoozed'),
  unseen: z
    .int()
    .min(0)
    .describe('Those of them that hold something that came since the inbox was looked at'),
}
export const inboxCounts = named('InboxCounts', z.object(counts))

export const notificationList = named(
  'NotificationList',
  z.object({
    ...page(notification),
    filter: z.enum(notificationFilters),
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
