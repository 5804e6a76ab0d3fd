/**
 * Looks whether what was scheduled has gone out some minutes after it was due. What still waits then although it was tried,
 * or is not tried any more, is stuck: people are told, once, since nobody else would say so.
 */
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { OutboxEntry } from '../../command/outbox.ts'
import { systemActor } from '../../command/system-actor.ts'
import { followUp } from '../../command/work.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { doorOf } from './door-of.ts'
import { tellPeople } from './news.ts'
import { owner, ownerOf } from './owner.ts'
import { scheduleOf } from './rows.ts'

/** The name of the work that carries schedules out, under the key of their ids. */
export const carryOutName = 'schedule'

/** All attempts are over by then, and what follows when the last one fails. */
const stuckMs = 10 * 60_000

const name = 'look-after-schedule'

/** One at a time: each locks all that is held. */
export const lookAfterSchedule = followUp({
  name,
  lane: 'prompt',
  payload: z.intersection(z.object({ scheduleId: id }), owner),
  batchSize: 1,
  work: async (sent, [payload]) => {
    const context = { ...sent, actor: systemActor }
    const { tx, now } = context
    const subject = payload && (await doorOf(payload).lock(context))
    const schedule = subject && (await scheduleOf(tx, subject))
    if (!subject || schedule?.id !== payload.scheduleId || schedule.state !== 'pending') return { events: [] }
    if (now < schedule.due_at + stuckMs) return { events: [], outbox: [lookAfter(schedule)] }
    const attempts = await attemptsOf(tx, schedule)
    // Nobody was there to carry it out: it is about to be.
    if (attempts === 0) return { events: [], outbox: [lookAfter(schedule, now + stuckMs)] }
    const itemIds = await subject.heldItemIds(context)
    const why = attempts === null ? notTried : triedInVain
    return { events: [], outbox: [tellPeople(context, 'schedule.stuck', schedule, { itemIds, why })] }
  },
})

const notTried = 'The server does not try any more: publish it by hand, or schedule it anew'
const triedInVain = 'The server has tried without success, and goes on trying'

/** The entry that looks after a pending schedule; one that is pending already moves. */
export function lookAfter(schedule: Row<'schedules'>, dueAt = schedule.due_at + stuckMs): OutboxEntry {
  return { name, payload: { scheduleId: schedule.id, ...ownerOf(schedule) }, key: schedule.id, dueAt }
}

/** How often it was tried; null where it is not going to be. */
async function attemptsOf(tx: Tx, schedule: Row<'schedules'>): Promise<number | null> {
  const entry = await tx
    .selectFrom('outbox')
    .select('attempts')
    .where('topic', '=', carryOutName)
    .where('key', '=', schedule.id)
    .executeTakeFirst()
  return entry?.attempts ?? null
}
