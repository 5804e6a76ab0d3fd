/** Entries as their person sees them, and the event that tells their inbox of what became of them. */
import { channels, type Id, type InboxCounts, type InboxEntry } from '@copydesk/contract'
import { type CommandContext, event, instantOrNull } from '../../command/command.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentNotification } from '../present.ts'
import { seenEntryIds } from '../sight.ts'
import { type Titled, withTodaysTitles } from '../todays-titles.ts'

type Entry = Row<'inbox_entries'>

/** `latest` is its latest notification, whatever became of the entry. */
export function presentEntry(entry: Entry, latest: Titled): InboxEntry {
  return {
    id: entry.id,
    revision: entry.revision,
    offset: entry.offset,
    key: entry.key,
    latest: presentNotification(latest),
    size: entry.size,
    unread: entry.unread,
    unseen: entry.unseen,
    mentions: entry.mentions,
    unreadFrom: entry.unread > 0 ? entry.unread_from : null,
    actors: JSON.parse(entry.actors),
    archivedAt: instantOrNull(entry.archived_at),
    snoozedUntil: instantOrNull(entry.snoozed_until),
  }
}

/** With the latest notification of each as it is now; those of which nothing is left are left out. */
export async function presentEntries(tx: Tx, entries: readonly Entry[]): Promise<InboxEntry[]> {
  const ids = entries.map((entry) => entry.latest_id)
  const rows = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('notifications').selectAll().where('id', 'in', chunk).execute(),
  )
  const byId = new Map((await withTodaysTitles(tx, rows)).map((row) => [row.id, row]))
  return entries.flatMap((entry) => {
    const latest = byId.get(entry.latest_id)
    return latest ? [presentEntry(entry, latest)] : []
  })
}

/** Those that their person sees now: an entry of which they lost sight stays in the inbox, and nothing is told of it. */
export async function presentSeenEntries(
  tx: Tx,
  personId: Id,
  entries: readonly Entry[],
): Promise<InboxEntry[]> {
  const seen = await seenEntryIds(
    tx,
    personId,
    entries.map(({ id }) => id),
  )
  return presentEntries(
    tx,
    entries.filter(({ id }) => seen.has(id)),
  )
}

/** Tells one inbox of entries of it as they are now, of notifications that none of them shows, and of its counts. */
export function inboxEvent(
  context: CommandContext,
  type: 'notification.created' | 'notification.changed',
  {
    personId,
    entries,
    rows = [],
    counts,
  }: {
    personId: Id
    entries: readonly InboxEntry[]
    rows?: readonly Titled[]
    counts: InboxCounts
  },
): ChannelEvent {
  // What an entry shows as its latest is said once.
  const shown = new Set(entries.map(({ latest }) => latest.id))
  const notifications = rows.filter(({ id }) => !shown.has(id)).map(presentNotification)
  return {
    channel: channels.person(personId),
    event: event(context, type, { notifications, entries: [...entries], counts }),
  }
}
