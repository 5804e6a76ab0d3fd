/** The outbox topic `redact`: takes the start of a deleted comment out of the inboxes that quote it. */
import { channels, type Id } from '@copydesk/contract'
import { event } from '../command/command.ts'
import type { TopicWork } from '../jobs/topic.ts'
import { presentNotification } from './present-notification.ts'
import { countInboxes } from './queries.ts'

/** Counts stay as they are: the notification is still there, and as read or unread as before. */
export const redact: TopicWork<{ commentId: Id }> = {
  batchSize: 100,
  work: async (context, payloads) => {
    const { tx } = context
    const rows = await tx
      .updateTable('notifications')
      .set(({ eb }) => ({ excerpt: '', revision: eb('revision', '+', 1) }))
      .where(
        'comment_id',
        'in',
        payloads.map(({ commentId }) => commentId),
      )
      .where('excerpt', '!=', '')
      .returningAll()
      .execute()
    const byPerson = Map.groupBy(rows, (row) => row.person_id)
    const counts = await countInboxes(tx, [...byPerson.keys()])
    return [...byPerson].map(([personId, own]) => ({
      channel: channels.person(personId),
      event: event(context, 'notification.changed', {
        notifications: own.map(presentNotification),
        counts: counts.get(personId) ?? { unread: 0, unseen: 0 },
      }),
    }))
  },
}
