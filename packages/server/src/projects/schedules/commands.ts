/** What people do with a schedule: make it, change it, cancel it, publish what missed its time. */
import { type ChangeSchedule, type CreateSchedule, isActive, type Schedule } from '@copydesk/contract'
import type { Command, CommandContext } from '../../command/command.ts'
import { cancel } from '../../command/outbox.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Row } from '../../storage/schema.ts'
import { checkAtExpiry } from './check-at-expiry.ts'
import { presentSchedule } from './present.ts'
import { sayWhen } from './queries.ts'
import { requestedTime } from './requested-time.ts'
import { scheduleOf } from './rows.ts'
import { carriedOut, runSchedule } from './run-schedule.ts'
import type { Door, Subject } from './subject.ts'
import { systemZoneRules, type ZoneRules } from './wall-time.ts'
import { insertSchedule, updateSchedule } from './write-schedule.ts'

/** Schedules what nothing is in the way of. Throws `already_scheduled`, `publish_blocked` and what `requestedTime` does. */
export function createSchedule(
  door: Door,
  asked: CreateSchedule,
  rules: ZoneRules = systemZoneRules,
): Command<Schedule> {
  return async (context) => {
    const { tx, now } = context
    const subject = await door.enterWhole(context)
    context.precondition.require(subject.revision)
    const other = await scheduleOf(tx, subject)
    if (other !== null && isActive(other)) {
      throw new Refusal('already_scheduled', `${subject.name} ${sayWhen(other)}.`)
    }
    const time = requestedTime(asked, now, rules)
    const held = await subject.hold(context)
    const schedule = await insertSchedule(context, subject.owner, time, asked.note ?? '')
    const { events, outbox } = await subject.tell(context, { schedule, shownId: schedule.id, held })
    return {
      status: 201,
      body: presentSchedule(schedule),
      events,
      outbox: [...outbox, ...carriedOut(schedule), ...(await checkAtExpiry(context, schedule))],
    }
  }
}

/** Schedules it for another time, in the name of whoever does. Throws `not_scheduled` or `schedule_missed` besides. */
export function changeSchedule(
  door: Door,
  change: ChangeSchedule,
  rules: ZoneRules = systemZoneRules,
): Command<Schedule> {
  return async (context) => {
    const { actor, now } = context
    const subject = await door.enter(context)
    const before = await requireSchedule(context, subject)
    if (before.state === 'missed') throw new Refusal('schedule_missed')
    const { wallTime, timeZone, occurrence, note = before.note } = change
    const isMoved = wallTime !== undefined || timeZone !== undefined || occurrence !== undefined
    const asked = {
      wallTime: wallTime ?? before.wall_time,
      timeZone: timeZone ?? before.time_zone,
      occurrence,
    }
    const schedule = await updateSchedule(context, before, {
      ...(isMoved ? requestedTime(asked, now, rules) : {}),
      note,
      scheduled_by_id: actor.id,
      scheduled_by_kind: actor.kind,
    })
    const { events } = await subject.tell(context, { schedule, shownId: schedule.id })
    const outbox = [...carriedOut(schedule), ...(await checkAtExpiry(context, schedule))]
    return { body: presentSchedule(schedule), events, outbox }
  }
}

/** Cancels it; what it held is ready as before. One that failed is shown no more. */
export function cancelSchedule(door: Door): Command<null> {
  return async (context) => {
    const subject = await door.enterWhole(context)
    const before = await requireSchedule(context, subject, { orFailed: true })
    const isFailed = before.state === 'failed'
    const schedule = isFailed ? before : await updateSchedule(context, before, { state: 'cancelled' })
    if (!isFailed) await cancel(context.tx, runSchedule, before.id)
    const held = await subject.letGo(context)
    const { events, outbox } = await subject.tell(context, { schedule, shownId: null, held })
    return { status: 204, body: null, events, outbox }
  }
}

/** Publishes what missed its time. Throws `schedule_not_missed`, and what publishing throws. */
export function runMissed(door: Door): Command<Schedule> {
  return async (context) => {
    const subject = await door.enterToPublish(context)
    const before = await requireSchedule(context, subject)
    if (before.state !== 'missed') throw new Refusal('schedule_not_missed')
    const released = await subject.release(context, before)
    const body = presentSchedule(await updateSchedule(context, before, { state: 'done' }))
    return { ...released, body }
  }
}

/**
 * The schedule that is shown, as whoever asks saw it. Throws `not_scheduled` where there is none that is pending or
 * missed; one that failed counts where that is asked for.
 */
async function requireSchedule(
  { tx, precondition }: Pick<CommandContext, 'tx' | 'precondition'>,
  subject: Subject,
  { orFailed = false }: { orFailed?: boolean } = {},
): Promise<Row<'schedules'>> {
  const schedule = await scheduleOf(tx, subject)
  if (schedule === null || !(isActive(schedule) || orFailed)) throw new Refusal('not_scheduled')
  precondition.require(schedule.revision)
  return schedule
}
