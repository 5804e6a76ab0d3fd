/**
 * Channel `person:#{id}` applied to a window of a person's inbox, newest first, and to the counts of the whole of it,
 * which the server owns: they are taken over, never computed here.
 */
import { keepRows, mapRows, putRows, withValues } from '../../core/rows.ts'
import type { Instant } from '../../core/time.ts'
import { furtherCursor, isInWindow } from '../../core/window.ts'
import { arrivalKey, type InboxPart, isInPart, isUpTo, latestFirst, type UpToPlace } from '../arrival.ts'
import type { InboxCounts, Notification } from '../entity.ts'
import type { InboxEvent, NotificationsAllArchived } from '../events.ts'
import type { InboxEntry, InboxFilter, InboxSearch, InboxState } from './entity.ts'

/** Whether somebody who looks at this part of their inbox finds the entry there. */
export function isListed(entry: InboxEntry, { filter, q }: InboxSearch): boolean {
  return entry.size > 0 && isUnder(entry, filter) && matchesWords(entry.latest, q)
}

function isUnder(entry: InboxEntry, filter: InboxFilter): boolean {
  switch (filter) {
    case 'archived':
      return entry.archivedAt !== null
    case 'snoozed':
      return entry.snoozedUntil !== null
    case 'unread':
      return isInInbox(entry) && entry.unread > 0
    case 'mentions':
      return isInInbox(entry) && entry.mentions > 0
    case 'all':
      return isInInbox(entry)
  }
}

/** Whether it is neither archived nor snoozed. */
export function isInInbox({ archivedAt, snoozedUntil }: InboxEntry): boolean {
  return archivedAt === null && snoozedUntil === null
}

/** Whatever the case of letters. The server does the same. */
function matchesWords({ itemTitle, projectName, excerpt }: Notification, q: string): boolean {
  const words = q.trim().toLowerCase()
  return [itemTitle, projectName, excerpt].some((text) => text?.toLowerCase().includes(words))
}

/** The window after the event; the same state when the event tells nothing new. */
export function applyInbox(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case 'notification.created':
    case 'notification.changed':
      return withRows(state, state.data, event)
    case 'notification.all_read':
      return withRows(state, mapRows(state.data, marked(event, readEntry)), event)
    case 'notification.all_seen':
      return withRows(state, mapRows(state.data, marked(event, seenEntry)), event)
    case 'notification.all_unread':
      return withLeft(state, event, () => true)
    case 'notification.all_archived':
      return withLeft(state, event, (entry) => !isArchivedBy(entry, event))
    case 'notification.all_returned':
      return withLeft(
        state,
        event,
        (entry) => entry.archivedAt !== event.archivedAt || !isInPart(entry, event.part),
      )
    default:
      return state
  }
}

/** Whether more entries may be others, or new in the list, than the event tells of: it has to be loaded anew. */
export function isInboxIncomplete(event: { type: string }, { filter }: InboxSearch): boolean {
  if (event.type === 'notification.all_archived') return filter === 'archived'
  const isBack = event.type === 'notification.all_returned' || event.type === 'notification.all_unread'
  return isBack && filter !== 'archived' && filter !== 'snoozed'
}

function isArchivedBy(entry: InboxEntry, event: NotificationsAllArchived): boolean {
  return isMeant(entry, event) && (entry.unread === 0 || !event.onlyRead)
}

function withLeft(
  state: InboxState,
  { counts }: { counts: InboxCounts },
  isLeft: (entry: InboxEntry) => boolean,
): InboxState {
  return withValues(state, {
    data: keepRows(state.data, isLeft),
    counts: withValues(state.counts, { unread: counts.unread, unseen: counts.unseen }),
  })
}

/** Whether what is done to all up to a place, or to a part of that, is done to this entry. */
function isMeant(entry: InboxEntry, event: UpToPlace & { part?: InboxPart | undefined }): boolean {
  const { latest, offset } = entry
  return isInInbox(entry) && isUpTo({ id: latest.id, offset }, event) && isInPart(entry, event.part)
}

function marked(
  event: UpToPlace & { at: Instant; part?: InboxPart | undefined },
  mark: (entry: InboxEntry, at: Instant) => InboxEntry,
): (entry: InboxEntry) => InboxEntry {
  return (entry) => (isMeant(entry, event) ? mark(entry, event.at) : entry)
}

/** The entry with all of it read at an instant (its revision grows); the same one when it was read before. */
export function readEntry(entry: InboxEntry, at: Instant): InboxEntry {
  if (entry.unread === 0) return entry
  const latest = markRead(entry.latest, at)
  return { ...entry, unread: 0, unreadFrom: null, unseen: 0, latest, revision: entry.revision + 1 }
}

/** The entry with all of it seen at an instant (its revision grows); the same one when it was seen before. */
export function seenEntry(entry: InboxEntry, at: Instant): InboxEntry {
  if (entry.unseen === 0) return entry
  const { latest } = entry
  const seen = latest.seenAt === null ? { ...latest, seenAt: at, revision: latest.revision + 1 } : latest
  return { ...entry, unseen: 0, latest: seen, revision: entry.revision + 1 }
}

function markRead(row: Notification, at: Instant): Notification {
  if (row.readAt !== null) return row
  return { ...row, readAt: at, seenAt: row.seenAt ?? at, revision: row.revision + 1 }
}

/**
 * The window with its next page. The page was read at another position, so the newest revision of each entry wins and
 * the counts stay: they belong to the position of the state.
 */
export function mergeInboxPage(state: InboxState, page: InboxState): InboxState {
  const nextCursor = furtherCursor(state.nextCursor, page.nextCursor)
  return withValues(state, { data: put({ ...state, nextCursor }, state.data, page.data), nextCursor })
}

function withRows(
  state: InboxState,
  rows: InboxEntry[],
  { entries, counts }: { entries: readonly InboxEntry[]; counts: InboxCounts },
): InboxState {
  return withValues(state, {
    data: keepRows(put(state, rows, entries), (row) => isListed(row, state)),
    counts: withValues(state.counts, { unread: counts.unread, unseen: counts.unseen }),
  })
}

/** An entry that something new came to goes to its new place. */
function put(state: InboxState, rows: InboxEntry[], incoming: readonly InboxEntry[]): InboxEntry[] {
  const known = new Map(rows.map((row) => [row.id, row]))
  const newer = incoming.filter((entry) => {
    const before = known.get(entry.id)
    if (before) return entry.revision > before.revision
    return isInWindow(arrivalKey(entry), state.nextCursor) && isListed(entry, state)
  })
  if (newer.length === 0) return rows
  const moved = new Set(newer.map(({ id }) => id))
  const rest = keepRows(rows, ({ id }) => !moved.has(id))
  return putRows(rest, newer, latestFirst)
}
