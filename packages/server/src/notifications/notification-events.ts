/** What the inboxes are told of notifications that were made or changed: one event per person, with the new counts. */
import { channels } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import { presentNotification } from './present-notification.ts'
import { countInboxes } from './queries.ts'

/** `rows` as they are now, of any people. */
export async function notificationEvents(
  context: CommandContext,
  type: 'notification.created' | 'notification.changed',
  rows: readonly Row<'notifications'>[],
): Promise<ChannelEvent[]> {
  const byPerson = Map.groupBy(rows, (row) => row.person_id)
  const counts = await countInboxes(context.tx, [...byPerson.keys()])
  return [...byPerson].map(([personId, own]) => ({
    channel: channels.person(personId),
    event: event(context, type, {
      notifications: own.map(presentNotification),
      counts: counts.get(personId) ?? { unread: 0, unseen: 0 },
    }),
  }))
}
