/**
 * Takes notifications of what a person sees no more out of their counts. They are shown to nobody from the moment on at
 * which the access ended; this marks them as read and seen, so that nothing waits for the person that cannot be opened.
 */
import { channels } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { event } from '../command/command.ts'
import { followUp } from '../command/work.ts'
import { closedProjects, sightOf } from '../projects/members/sight.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { addCounts, countChange } from './counts.ts'
import { enterInboxes } from './door.ts'

/** What somebody sees is asked by then, so repeating does no harm. */
export const withdraw = followUp({
  name: 'withdraw',
  lane: 'prompt',
  payload: z.object({ personId: id }),
  batchSize: 20,
  work: async (context, payloads) => {
    const { tx, now } = context
    const known = await enterInboxes(
      tx,
      payloads.map(({ personId }) => personId),
    )
    const events: ChannelEvent[] = []
    for (const personId of [...known].sort()) {
      const open = await tx
        .selectFrom('notifications')
        .select(['id', 'read_at', 'seen_at'])
        .where('person_id', '=', personId)
        .where('project_id', 'in', closedProjects(tx, await sightOf(tx, { id: personId })))
        .where((row) => row.or([row('read_at', 'is', null), row('seen_at', 'is', null)]))
        .execute()
      if (open.length === 0) continue
      const change = { unread: 0, unseen: 0 }
      for (const row of open) {
        const after = { read_at: row.read_at ?? now, seen_at: row.seen_at ?? now }
        const { unread, unseen } = countChange(row, after)
        change.unread += unread
        change.unseen += unseen
        await tx.updateTable('notifications').set(after).where('id', '=', row.id).execute()
      }
      const counts = await addCounts(tx, personId, change)
      const changed = event(context, 'notification.changed', { notifications: [], counts })
      events.push({ channel: channels.person(personId), event: changed })
    }
    return { events }
  },
})
