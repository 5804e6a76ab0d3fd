/**
 * Tells administrators that what they list of traces, mail, refused addresses or failed work has changed, a moment after it
 * did: a release is told to hundreds of people, and mail is sent by the dozen. It says which lists, and no rows: of traces not every administrator
 * sees all. The entry that waits is in the outbox, so the last change is told whatever happens.
 */
import { channels, type DeliveryPart, deliveryParts } from '@copydesk/contract'
import { z } from 'zod'
import { type CommandContext, event } from '../command/command.ts'
import { followUp } from '../command/work.ts'

/** By the server, since what it tells of is of several people. */
export const tellDelivery = followUp({
  name: 'delivery-lists',
  lane: 'prompt',
  payload: z.object({ parts: z.array(z.enum(deliveryParts)) }),
  batchSize: 500,
  delayMs: 250,
  work: async (context, payloads) => {
    const changed = new Set(payloads.flatMap(({ parts }) => parts))
    const parts = deliveryParts.filter((part) => changed.has(part))
    return {
      events: [{ channel: channels.delivery, event: event(context, 'delivery.changed', { parts }) }],
    }
  },
})

/** To be called by whatever changes one of the lists, in its transaction. */
export function deliveryChanged(
  { enqueue }: Pick<CommandContext, 'enqueue'>,
  ...parts: readonly DeliveryPart[]
): void {
  enqueue([tellDelivery.entry({ parts: [...parts] })])
}
