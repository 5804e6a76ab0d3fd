/** The schedule that something shows, and what a schedule locks. */
import { type Id, isActive, type Schedule } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { viewContent } from '../../content/door.ts'
import { requireSummary } from '../../content/queries.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { sightOf } from '../members/sight.ts'
import { viewProject } from '../project/door.ts'
import { presentSchedule } from './present.ts'
import { inWords } from './requested-time.ts'
import { scheduleOf } from './rows.ts'

/** Throws `locked_by_schedule` while the project is scheduled, for what may not happen to it then. */
export async function requireUnscheduled(tx: Tx, project: Row<'projects'>): Promise<void> {
  const schedule = await scheduleOf(tx, project)
  if (schedule === null || !isActive(schedule)) return
  throw new Refusal(
    'locked_by_schedule',
    `The project "${project.name}" ${sayWhen(schedule)}. Cancel the schedule first.`,
  )
}

/** Whether the project is scheduled, so that nothing comes into it. */
export async function isLockedBySchedule(tx: Tx, project: Row<'projects'>): Promise<boolean> {
  const schedule = await scheduleOf(tx, project)
  return schedule !== null && isActive(schedule)
}

/** `is scheduled for 2026-12-24, 09:00 (Europe/Berlin)`. */
export function sayWhen({ state, wall_time, time_zone }: Row<'schedules'>): string {
  const what = state === 'missed' ? 'was scheduled and missed its time' : 'is scheduled for'
  return `${what}${state === 'missed' ? ',' : ''} ${inWords(wall_time)} (${time_zone})`
}

/** The schedule that the project shows. Throws `not_found` where it has none, `gone` with the project. */
export async function readProjectSchedule(tx: Tx, viewer: Viewer, projectId: Id): Promise<Schedule> {
  const schedule = await scheduleOf(tx, await viewProject(tx, viewer, projectId))
  if (schedule === null) throw new Refusal('not_found', 'The project is not scheduled.')
  return presentSchedule(schedule)
}

/** The schedule that the version shows. Throws `not_found` where it has none. */
export async function readVersionSchedule(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
): Promise<Schedule> {
  await viewContent(tx, viewer, contentId)
  const { schedule } = await requireSummary(tx, contentId, versionId, await sightOf(tx, viewer))
  if (schedule === null) throw new Refusal('not_found', 'The version is not scheduled by itself.')
  return schedule
}
