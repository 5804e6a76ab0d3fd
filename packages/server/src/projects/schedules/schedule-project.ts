/** What people do with the schedule of a project: make it, change it, cancel it, publish what missed its time. */
import {
  type ChangeSchedule,
  type CreateSchedule,
  type Id,
  isActive,
  type Schedule,
} from '@copydesk/contract'
import type { Command } from '../../command/command.ts'
import { cancel } from '../../command/outbox.ts'
import { Refusal } from '../../command/refusal.ts'
import { itemsOfProject } from '../items/queries.ts'
import { enterProject, enterSharedProject, enterWholeProject } from '../project/door.ts'
import { requireGoing } from '../releases/going.ts'
import { releaseProject } from '../releases/publish.ts'
import { hold, letGo } from './hold-items.ts'
import { presentSchedule } from './present.ts'
import { sayWhen, scheduleOf } from './queries.ts'
import { requestedTime } from './requested-time.ts'
import { runSchedule, whenDue } from './run-schedule.ts'
import { requireSchedule, tellProject } from './tell-project.ts'
import { systemZoneRules, type ZoneRules } from './wall-time.ts'
import { insertSchedule, updateSchedule } from './write-schedule.ts'

/** Schedules a project of which nothing is in the way. Throws `already_scheduled`, `publish_blocked` and what `requestedTime` does. */
export function scheduleProject(
  projectId: Id,
  asked: CreateSchedule,
  rules: ZoneRules = systemZoneRules,
): Command<Schedule> {
  return async (context) => {
    const { tx, now } = context
    const project = await enterWholeProject(context, projectId, 'project.publish')
    context.precondition.require(project.revision)
    const other = await scheduleOf(tx, project)
    if (other !== null && isActive(other)) {
      throw new Refusal('already_scheduled', `The project "${project.name}" ${sayWhen(other)}.`)
    }
    const time = requestedTime(asked, now, rules)
    const { ready } = await requireGoing(tx, projectId, await itemsOfProject(tx, projectId), 'all')
    const schedule = await insertSchedule(context, { project_id: projectId }, time, asked.note ?? '')
    const held = await hold(context, ready)
    const { events, outbox } = await tellProject(context, project, { schedule, shownId: schedule.id, held })
    return { status: 201, body: presentSchedule(schedule), events, outbox: [...outbox, whenDue(schedule)] }
  }
}

/** Schedules it for another time, in the name of whoever does. Throws `not_scheduled` or `schedule_missed` besides. */
export function changeSchedule(
  projectId: Id,
  change: ChangeSchedule,
  rules: ZoneRules = systemZoneRules,
): Command<Schedule> {
  return async (context) => {
    const { actor, now } = context
    const project = await enterProject(context, projectId, 'project.publish')
    const before = await requireSchedule(context, project)
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
    const { events } = await tellProject(context, project, { schedule, shownId: schedule.id })
    return { body: presentSchedule(schedule), events, outbox: [whenDue(schedule)] }
  }
}

/** Cancels it; what it held is ready as before. One that failed is shown no more. */
export function cancelSchedule(projectId: Id): Command<null> {
  return async (context) => {
    const project = await enterWholeProject(context, projectId, 'project.publish')
    const before = await requireSchedule(context, project, { orFailed: true })
    const isFailed = before.state === 'failed'
    const schedule = isFailed ? before : await updateSchedule(context, before, { state: 'cancelled' })
    if (!isFailed) await cancel(context.tx, runSchedule, before.id)
    const held = await letGo(context, projectId)
    const { events, outbox } = await tellProject(context, project, { schedule, shownId: null, held })
    return { status: 204, body: null, events, outbox }
  }
}

/** Publishes what missed its time. Throws `schedule_not_missed`, and what publishing throws. */
export function runMissed(projectId: Id): Command<Schedule> {
  return async (context) => {
    const project = await enterSharedProject(context, projectId, 'project.publish')
    const before = await requireSchedule(context, project)
    if (before.state !== 'missed') throw new Refusal('schedule_not_missed')
    const released = await releaseProject(context, project, { mode: 'all', note: before.note }, before.id)
    const body = presentSchedule(await updateSchedule(context, before, { state: 'done' }))
    return { ...released, body }
  }
}
