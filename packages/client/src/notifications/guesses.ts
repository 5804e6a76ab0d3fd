/** What marking notifications will do to the inboxes on screen and their counts. */
import {
  applyInbox,
  type Id,
  type InboxState,
  type Instant,
  isUpTo,
  markRead,
  type Notification,
  type UpToPlace,
} from '@copydesk/contract'
import { type Authorship, changedRow, event } from '../live/guess.ts'

export function guessRead(who: Authorship, notificationId: Id, read: boolean) {
  return (state: InboxState): InboxState => {
    const row = state.data.find((notification) => notification.id === notificationId)
    if (!row) return state
    const next = read ? markRead(row, who.at) : changedRow<Notification>(row, { readAt: null }, {})
    return withNotification(who, state, row, next)
  }
}

export function knownNotification(who: Authorship, notification: Notification) {
  return (state: InboxState): InboxState => {
    const row = state.data.find((one) => one.id === notification.id)
    return row && row.revision < notification.revision
      ? withNotification(who, state, row, notification)
      : state
  }
}

function withNotification(
  who: Authorship,
  state: InboxState,
  before: Notification,
  after: Notification,
): InboxState {
  if (before === after) return state
  const open = (at: Instant | null) => (at === null ? 1 : 0)
  const counts = {
    unread: Math.max(0, state.counts.unread + open(after.readAt) - open(before.readAt)),
    unseen: Math.max(0, state.counts.unseen + open(after.seenAt) - open(before.seenAt)),
  }
  return applyInbox(state, { ...event(who, 'notification.changed'), notifications: [after], counts })
}

/** `last`: the latest notification that is marked. */
export function guessAllRead(who: Authorship, last: Notification) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_read'),
      ...placeOf(last),
      counts: laterThan(state, last),
    })
}

/** `last`: the latest notification that is marked. */
export function guessAllSeen(who: Authorship, last: Notification) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_seen'),
      ...placeOf(last),
      counts: { unread: state.counts.unread, unseen: laterThan(state, last).unseen },
    })
}

function placeOf({ id, offset }: Notification): UpToPlace {
  return { upToId: id, upToOffset: offset }
}

/** Later ones are always in the window, so they can be counted. */
function laterThan(state: InboxState, last: Notification): InboxState['counts'] {
  const later = state.data.filter((row) => !isUpTo(row, placeOf(last)))
  return {
    unread: later.filter((row) => row.readAt === null).length,
    unseen: later.filter((row) => row.seenAt === null).length,
  }
}
