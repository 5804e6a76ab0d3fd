/** The operations of the signed-in person's inbox, by entries: one for each thread. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { line } from '../../text/schemas.ts'
import { inboxCounts } from '../entity-schemas.ts'
import { inboxCursor } from '../schemas.ts'
import { inboxFilters } from './entity.ts'
import {
  archivedAll,
  changedEntries,
  entryNotifications,
  inboxEntry,
  inboxSnapshot,
} from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const limit = z.coerce.number().int().min(1).max(200).default(50)

export const listInbox = operation({
  operationId: 'listInbox',
  method: 'GET',
  path: '/api/v1/inbox',
  tag: 'notifications',
  summary: 'List your inbox by threads, newest first',
  description:
    'Live: follow the channel of `position` from there. What is archived or snoozed is in the list of its own alone.',
  access: 'person',
  query: z.object({
    filter: z.enum(inboxFilters).default('all'),
    q: line({ max: 300 })
      .default('')
      .describe(
        'What the title or the project of its latest notification contains as they are called now, or its words as they were written. So many entries are looked through at a time: a page may be short or empty, and the next one goes on from `nextCursor`',
      ),
    cursor: inboxCursor.optional(),
    limit,
  }),
  answer: { status: 200, description: 'A page of the inbox, with its counts', schema: inboxSnapshot },
})

export const listEntryNotifications = operation({
  operationId: 'listEntryNotifications',
  method: 'GET',
  path: '/api/v1/inbox/{id}/notifications',
  tag: 'notifications',
  summary: 'List the notifications of an entry of your inbox, newest first',
  access: 'person',
  params: z.object({ id }),
  query: z.object({ cursor: inboxCursor.optional(), limit }),
  answer: { status: 200, description: 'A page of them', schema: entryNotifications },
})

export const changeEntry = operation({
  operationId: 'changeInboxEntry',
  method: 'PATCH',
  path: '/api/v1/inbox/{id}',
  tag: 'notifications',
  summary: 'Mark an entry of your inbox as read or unread, archive or snooze it',
  description: 'What is archived or snoozed comes back with the next notification of its thread.',
  access: 'person',
  params: z.object({ id }),
  body: named('ChangeInboxEntry', schemas.changeEntry),
  command: 'if_match_optional',
  answer: { status: 200, description: 'The entry', schema: inboxEntry, headers: ['ETag'] },
})

export const changeEntries = operation({
  operationId: 'changeInboxEntries',
  method: 'PATCH',
  path: '/api/v1/inbox',
  tag: 'notifications',
  summary: 'Mark entries of your inbox as read or unread, archive or snooze them',
  description: 'Those that are not there, or of which `onlyIf` is no longer true, are left out.',
  access: 'person',
  body: named('ChangeInboxEntries', schemas.changeEntries),
  command: 'without_revision',
  answer: { status: 200, description: 'The entries that are there, with the counts', schema: changedEntries },
})

export const archiveAllEntries = operation({
  operationId: 'archiveInbox',
  method: 'POST',
  path: '/api/v1/inbox/archive-all',
  tag: 'notifications',
  summary: 'Archive your inbox, or all up to one, however much it is',
  description: 'What came after `upToOffset` stays, and so does what is snoozed.',
  access: 'person',
  body: named('ArchiveInbox', schemas.archiveAll).nullish(),
  command: 'without_revision',
  answer: { status: 200, description: 'The counts, and by what it can be undone', schema: archivedAll },
})

export const undoArchiveAllEntries = operation({
  operationId: 'undoArchiveInbox',
  method: 'POST',
  path: '/api/v1/inbox/archive-all/undo',
  tag: 'notifications',
  summary: 'Bring back what was archived together at an instant',
  description: 'Within ten minutes. What is elsewhere by then stays there.',
  access: 'person',
  body: named('UndoArchiveInbox', schemas.undoArchiveAll),
  command: 'without_revision',
  answer: { status: 200, description: 'The counts', schema: inboxCounts },
})

export const markUnreadFrom = operation({
  operationId: 'markUnreadFrom',
  method: 'POST',
  path: '/api/v1/inbox/unread',
  tag: 'notifications',
  summary: 'Mark a thread as unread from one of its comments on',
  description:
    'What came before it is read. The thread is in your inbox then, also if it was archived, or you were never told of it; your own comments do not count.',
  access: 'person',
  body: named('MarkUnreadFrom', schemas.markUnreadFrom),
  command: 'without_revision',
  answer: { status: 200, description: 'The entry of the thread', schema: inboxEntry, headers: ['ETag'] },
  problems: ['forbidden', 'gone', 'not_found'],
})
