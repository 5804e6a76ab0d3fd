/**
 * Carries out a schedule when it is due, in the name and with the rights of whoever scheduled. What refuses it ends it:
 * nothing is published then, and what it held is ready again. One that is late by more than a day waits for a person.
 */
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { systemActor } from '../../command/system-actor.ts'
import { timedCommand, type WorkOutcome } from '../../command/work.ts'
import type { Row } from '../../storage/schema.ts'
import { doorOf } from './door-of.ts'
import { carryOutName, lookAfter } from './look-after.ts'
import { isStale, moveByRules } from './move-by-rules.ts'
import { sayRefusal, tellPeople } from './news.ts'
import { type Owner, owner, ownerOf } from './owner.ts'
import { scheduleOf } from './rows.ts'
import type { Subject } from './subject.ts'
import { systemZoneRules } from './wall-time.ts'
import { updateSchedule } from './write-schedule.ts'

/** Later than this people are told that it was late. */
const lateMs = 60_000

/** Later than this it is missed: a person says what becomes of it. */
const latestMs = 24 * 60 * 60 * 1000

const payload = z.intersection(z.object({ scheduleId: id }), owner)

export const runSchedule = timedCommand({
  name: carryOutName,
  lane: 'schedules',
  action: 'project.publish',
  payload,
  retry: { attempts: 8, firstMs: 1000, longestMs: 60_000 },
  run: async (context, payload) => {
    const subject = await doorOf(payload).enterToPublish(context)
    const schedule = await pendingOf(context, subject, payload.scheduleId)
    if (schedule === null) return { events: [] }
    if (isStale(schedule, systemZoneRules)) return followRules(context, subject, schedule)
    if (context.now < schedule.due_at) return { events: [], outbox: [whenDue(schedule)] }
    if (isMissed(context, schedule)) return miss(context, subject, schedule)
    const released = await subject.release(context, schedule)
    await updateSchedule(context, schedule, { state: 'done' })
    const isLate = context.now - schedule.due_at > lateMs
    const told = isLate ? [tellPeople(context, 'schedule.late', schedule)] : []
    return { ...released, outbox: [...(released.outbox ?? []), ...told] }
  },
  refused: (context, payload, refusal) =>
    end(context, payload, { code: refusal.code, detail: sayRefusal(refusal) }),
  failed: (context, payload) =>
    end(context, payload, { code: 'internal', detail: 'Something went wrong on the server.' }),
})

/** The entry that carries out a schedule; one that is pending already moves. */
function whenDue(schedule: Row<'schedules'>): OutboxEntry {
  const { id: key, due_at: dueAt, scheduled_by_id, scheduled_by_kind } = schedule
  const actor = { id: scheduled_by_id, kind: scheduled_by_kind }
  return runSchedule.entry({ scheduleId: key, ...ownerOf(schedule) }, { key, dueAt, actor })
}

/** All that looks after a schedule from now on. */
export function carriedOut(schedule: Row<'schedules'>): OutboxEntry[] {
  return [whenDue(schedule), lookAfter(schedule)]
}

/** It is due by rules of its zone that are old: what it does when it is due by the new ones, they say. */
async function followRules(
  context: CommandContext,
  subject: Subject,
  schedule: Row<'schedules'>,
): Promise<WorkOutcome> {
  const { events, outbox, moved } = await moveByRules(context, subject, schedule, systemZoneRules)
  return { events, outbox: [...outbox, ...carriedOut(moved)] }
}

async function end(
  sent: CommandContext,
  payload: Owner & { scheduleId: string },
  { code, detail }: { code: string; detail: string },
): Promise<WorkOutcome> {
  const context = { ...sent, actor: systemActor }
  const subject = await doorOf(payload).lock(context)
  const schedule = subject && (await pendingOf(context, subject, payload.scheduleId))
  if (!subject || !schedule) return { events: [] }
  if (isStale(schedule, systemZoneRules)) return followRules(context, subject, schedule)
  if (isMissed(context, schedule)) return miss(context, subject, schedule)
  const failed = await updateSchedule(context, schedule, {
    state: 'failed',
    failure_code: code,
    failure_detail: detail,
  })
  const held = await subject.letGo(context)
  const { events, outbox } = await subject.tell(context, { schedule: failed, shownId: schedule.id, held })
  const itemIds = held.items.map((item) => item.id)
  return {
    events,
    outbox: [...outbox, tellPeople(context, 'schedule.failed', schedule, { itemIds, why: detail })],
  }
}

async function miss(
  sent: CommandContext,
  subject: Subject,
  schedule: Row<'schedules'>,
): Promise<WorkOutcome> {
  const context = { ...sent, actor: systemActor }
  const missed = await updateSchedule(context, schedule, { state: 'missed' })
  const { events } = await subject.tell(context, { schedule: missed, shownId: schedule.id })
  const itemIds = await subject.heldItemIds(context)
  return { events, outbox: [tellPeople(context, 'schedule.missed', schedule, { itemIds })] }
}

function isMissed({ now }: CommandContext, { due_at }: Row<'schedules'>): boolean {
  return now - due_at > latestMs
}

/** Null for one that was carried out, cancelled or replaced. */
async function pendingOf(
  { tx }: CommandContext,
  subject: Subject,
  scheduleId: string,
): Promise<Row<'schedules'> | null> {
  const schedule = await scheduleOf(tx, subject)
  return schedule?.id === scheduleId && schedule.state === 'pending' ? schedule : null
}
