/**
 * Channel `person:#{id}` applied to a window of a person's notifications, newest first, and to the counts of
 * the whole inbox, which the server owns: they are taken over, never computed here.
 */
import { keepRows, mapRows, putMatching, withValues } from '../core/rows.ts'
import type { Instant } from '../core/time.ts'
import { furtherCursor, isInWindow } from '../core/window.ts'
import { arrivalKey, isUpTo, latestFirst } from './arrival.ts'
import type { InboxCounts, InboxFilter, InboxState, Notification } from './entity.ts'
import type { InboxEvent } from './events.ts'

/** Whether the filter lists this notification. */
export function isListed(notification: Notification, filter: InboxFilter): boolean {
  return filter === 'all' || notification.readAt === null
}

/** The window after the event; the same state when the event tells nothing new. */
export function applyInbox(state: InboxState, event: InboxEvent): InboxState {
  switch (event.type) {
    case 'notification.created':
    case 'notification.changed': {
      const inWindow = event.notifications.filter((row) => isInWindow(arrivalKey(row), state.nextCursor))
      return withRows(state, put(state, inWindow), event.counts)
    }
    case 'notification.all_read': {
      const read = (row: Notification) => (isUpTo(row, event) ? markRead(row, event.at) : row)
      return withRows(state, mapRows(state.data, read), event.counts)
    }
    case 'notification.all_seen': {
      const see = (row: Notification) => (isUpTo(row, event) ? markSeen(row, event.at) : row)
      return withRows(state, mapRows(state.data, see), event.counts)
    }
    default:
      return state
  }
}

/** The notification as read at an instant (its revision grows); the same one when it was read before. */
export function markRead(row: Notification, at: Instant): Notification {
  if (row.readAt !== null) return row
  return { ...row, readAt: at, seenAt: row.seenAt ?? at, revision: row.revision + 1 }
}

/** The notification as seen at an instant (its revision grows); the same one when it was seen before. */
export function markSeen(row: Notification, at: Instant): Notification {
  return row.seenAt !== null ? row : { ...row, seenAt: at, revision: row.revision + 1 }
}

/**
 * The window with its next page. The page was read at another position, so the newest revision of each
 * notification wins and the counts stay: they belong to the position of the state.
 */
export function mergeInboxPage(state: InboxState, page: InboxState): InboxState {
  const nextCursor = furtherCursor(state.nextCursor, page.nextCursor)
  return withValues(state, { data: put(state, page.data), nextCursor })
}

function put(state: InboxState, incoming: Notification[]): Notification[] {
  return putMatching(state.data, incoming, latestFirst, (row) => isListed(row, state.filter))
}

function withRows(state: InboxState, rows: Notification[], counts: InboxCounts): InboxState {
  return withValues(state, {
    data: keepRows(rows, (row) => isListed(row, state.filter)),
    counts: withValues(state.counts, { unread: counts.unread, unseen: counts.unseen }),
  })
}
