/**
 * Tells people what awaits them now, a moment after something of it may have changed. What else is committed before the
 * moment is over comes along: the list is read when it is told.
 */
import { type Awaited, channels, type Id } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { event } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { roleOf } from '../../command/viewer.ts'
import { followUp } from '../../command/work.ts'
import { enterInboxes } from '../../notifications/door.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { awaitingOf } from './queries.ts'

/** Rows that one event carries; of more it says only how many there are. */
const mostRows = 50

export const tellAwaiting = followUp({
  name: 'awaiting',
  lane: 'prompt',
  payload: z.object({ personId: id }),
  batchSize: 10,
  delayMs: 250,
  work: async (context, payloads) => {
    const { tx } = context
    const working = await enterInboxes(
      tx,
      payloads.map(({ personId }) => personId),
    )
    const events: ChannelEvent[] = []
    for (const personId of [...working].sort()) {
      const role = await roleOf(tx, { id: personId, kind: 'person' })
      if (role === undefined) continue
      const { data, total, open } = await awaitingOf(tx, { id: personId, role })
      events.push({
        channel: channels.person(personId),
        event: event(context, 'awaiting.changed', { total, open, ...rowsFor(data) }),
      })
    }
    return { events }
  },
})

function rowsFor(data: Awaited[]): { data?: Awaited[] } {
  return data.length > mostRows ? {} : { data }
}

/** The work of telling these people, each once; nobody stands for what is assigned to nobody. */
export function awaitingOfPeople(personIds: Iterable<Id | null>): OutboxEntry[] {
  const known = new Set([...personIds].filter((one) => one !== null))
  return [...known].map((personId) => tellAwaiting.entry({ personId }, { key: personId }))
}
