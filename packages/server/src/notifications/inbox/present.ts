/** Entries as their person sees them, and the event that tells their inbox of what became of them. */
import { channels, type Id, type InboxCounts, type InboxEntry } from '@copydesk/contract'
import { type CommandContext, event, instantOrNull } from '../../command/command.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { presentNotification } from '../present.ts'

type Entry = Row<'inbox_entries'>

/** `latest` is its latest notification, whatever became of the entry. */
export function presentEntry(entry: Entry, latest: Row<'notifications'>): InboxEntry {
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
  const byId = new Map(rows.map((row) => [row.id, row]))
  return entries.flatMap((entry) => {
    const latest = byId.get(entry.latest_id)
    return latest ? [presentEntry(entry, latest)] : []
  })
}

/** Tells one inbox of entries of it as they are now, of single notifications beside them, and of its counts. */
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
    rows?: readonly Row<'notifications'>[]
    counts: InboxCounts
  },
): ChannelEvent {
  const notifications = rows.map(presentNotification)
  return {
    channel: channels.person(personId),
    event: event(context, type, { notifications, entries: [...entries], counts }),
  }
}
