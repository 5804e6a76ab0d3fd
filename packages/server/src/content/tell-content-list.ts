/**
 * Tells the content list how items are now, a moment after they changed: who types saves every second, and everybody who
 * looks at the list would hear of each save. It is told what everybody sees, whoever sees more by another work
 * (tell-private-content.ts). An item's own channel is told at once. What is committed before the moment
 * is over comes along, and the entry that waits is in the outbox, so the last change is told whatever happens.
 */
import { type Actor, channels } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import { event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { followUp, type WorkOutcome } from '../command/work.ts'
import { noSight } from '../projects/members/sight.ts'
import { lockContent } from './door.ts'
import { contentSummaries, deletedContent } from './rows.ts'

/** Items that one event tells of; each is a row with all of its languages. */
const mostAtOnce = 100

/** Rows as they are by then, so repeating does no harm. */
export const tellContentList = followUp({
  name: 'content-list',
  lane: 'prompt',
  payload: z.object({
    actor: z.object({ id, kind: z.enum(['person', 'service', 'system']) }),
    contentIds: z.array(id),
  }),
  batchSize: 100,
  delayMs: 250,
  work: async (context, payloads): Promise<WorkOutcome> => {
    const told = new Set(payloads.flatMap(({ contentIds }) => contentIds).slice(0, mostAtOnce))
    const left = payloads.flatMap(({ actor, contentIds }) => {
      const rest = contentIds.filter((one) => !told.has(one))
      return rest.length === 0 ? [] : [{ actor, contentIds: rest }]
    })
    await lockContent(context.tx, [...told])
    const items = await contentSummaries(context.tx, [...told], noSight)
    const deletedIds = [...(await deletedContent(context.tx, [...told], noSight))].sort()
    const actor = commonActor(payloads.filter(({ contentIds }) => contentIds.some((one) => told.has(one))))
    const changed = event({ ...context, actor }, 'content.changed', {
      items,
      ...(deletedIds.length > 0 ? { deletedIds } : {}),
    })
    return {
      events:
        items.length + deletedIds.length === 0 ? [] : [{ channel: channels.contentList, event: changed }],
      outbox: left.map((payload) => ({ ...tellContentList.entry(payload), delayMs: 0 })),
    }
  },
})

/** Whoever changed them, if that was one; each row says by whom it was changed. */
function commonActor(payloads: readonly { actor: Actor }[]): Actor {
  const actors = new Map(payloads.map(({ actor }) => [actor.id, actor]))
  const [only = systemActor] = actors.values()
  return actors.size === 1 ? only : systemActor
}
