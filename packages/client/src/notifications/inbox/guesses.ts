/** What marking and putting away entries will do to the inboxes on screen and their counts. */
import {
  applyInbox,
  type ChangeEntry,
  type Id,
  type InboxEntry,
  type InboxState,
  isInInbox,
  isUpTo,
  readEntry,
  type UpToPlace,
} from '@copydesk/contract'
import { type Authorship, event } from '../../live/guess.ts'

/** Of those of these entries that are in the window. */
export function guessChange(who: Authorship, entryIds: readonly Id[], change: ChangeEntry) {
  const meant = new Set(entryIds)
  return (state: InboxState): InboxState => {
    const before = state.data.filter((entry) => meant.has(entry.id))
    return withEntries(
      who,
      state,
      before,
      before.map((entry) => changedEntry(who, entry, change)),
    )
  }
}

/** The entry as it will be; the same one where it is so already. */
export function changedEntry({ at }: Authorship, entry: InboxEntry, change: ChangeEntry): InboxEntry {
  const { read, archived, snoozedUntil } = change
  const marked = read === true ? readEntry(entry, at) : read === false ? unreadEntry(entry, at) : entry
  const isAway = archived === true || Boolean(snoozedUntil)
  const next = {
    archivedAt:
      archived === undefined && !snoozedUntil
        ? entry.archivedAt
        : archived === true
          ? (entry.archivedAt ?? at)
          : null,
    snoozedUntil: snoozedUntil ?? (isAway || snoozedUntil === null ? null : entry.snoozedUntil),
  }
  const isSame = next.archivedAt === entry.archivedAt && next.snoozedUntil === entry.snoozedUntil
  if (isSame && marked === entry) return entry
  return { ...marked, ...next, revision: entry.revision + 1 }
}

function unreadEntry(entry: InboxEntry, at: string): InboxEntry {
  if (entry.unread > 0) return entry
  const { latest } = entry
  const unread = { ...latest, readAt: null, seenAt: latest.seenAt ?? at, revision: latest.revision + 1 }
  const unreadFrom = latest.kind === 'comment.created' ? latest.commentId : null
  return { ...entry, unread: 1, unreadFrom, latest: unread, revision: entry.revision + 1 }
}

/** What the server made of them. */
export function knownEntries(who: Authorship, entries: readonly InboxEntry[]) {
  const known = new Map(entries.map((entry) => [entry.id, entry]))
  return (state: InboxState): InboxState => {
    const before = state.data.filter(({ id, revision }) => revision < (known.get(id)?.revision ?? 0))
    return withEntries(
      who,
      state,
      before,
      before.map((entry) => known.get(entry.id) ?? entry),
    )
  }
}

function withEntries(
  who: Authorship,
  state: InboxState,
  before: readonly InboxEntry[],
  after: readonly InboxEntry[],
): InboxState {
  if (after.every((entry, index) => entry === before[index])) return state
  const counts = {
    unread: Math.max(0, state.counts.unread + holding(after, 'unread') - holding(before, 'unread')),
    unseen: Math.max(0, state.counts.unseen + holding(after, 'unseen') - holding(before, 'unseen')),
  }
  const changed = { ...event(who, 'notification.changed'), notifications: [], entries: [...after], counts }
  return applyInbox(state, changed)
}

function holding(entries: readonly InboxEntry[], what: 'unread' | 'unseen'): number {
  return entries.filter((entry) => isInInbox(entry) && entry[what] > 0).length
}

/** `last`: the latest entry that is marked. */
export function guessAllRead(who: Authorship, last: InboxEntry) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_read'),
      ...placeOf(last),
      entries: [],
      counts: laterThan(state, last),
    })
}

/** `last`: the latest entry that is archived. */
export function guessAllArchived(who: Authorship, last: InboxEntry, onlyRead: boolean) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_archived'),
      ...placeOf(last),
      onlyRead,
      counts: onlyRead ? state.counts : laterThan(state, last),
    })
}

/** `last`: the latest entry that is marked. */
export function guessAllSeen(who: Authorship, last: InboxEntry) {
  return (state: InboxState): InboxState =>
    applyInbox(state, {
      ...event(who, 'notification.all_seen'),
      ...placeOf(last),
      entries: [],
      counts: { unread: state.counts.unread, unseen: laterThan(state, last).unseen },
    })
}

function placeOf({ latest, offset }: InboxEntry): UpToPlace {
  return { upToId: latest.id, upToOffset: offset }
}

/** Later ones are always in the window, so they can be counted. */
function laterThan(state: InboxState, last: InboxEntry): InboxState['counts'] {
  const later = state.data.filter(({ latest, offset }) => !isUpTo({ id: latest.id, offset }, placeOf(last)))
  return { unread: holding(later, 'unread'), unseen: holding(later, 'unseen') }
}
