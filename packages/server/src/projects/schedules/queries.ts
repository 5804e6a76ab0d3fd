/** Schedules by their ids, and what a schedule locks. */
import { type Id, isActive, type Schedule } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewProject } from '../project/door.ts'
import { presentSchedule } from './present.ts'
import { inWords } from './requested-time.ts'

/** What shows a schedule: a project, or a version by itself. */
type Showing = { schedule_id: Id | null }

/** The schedules of these, by their ids. */
export async function schedulesOf(tx: Tx, showing: readonly Showing[]): Promise<Map<Id, Row<'schedules'>>> {
  const ids = showing.flatMap(({ schedule_id }) => schedule_id ?? [])
  const rows = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('schedules').selectAll().where('id', 'in', chunk).execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The one that this shows; null for none. Read it under the lock of its project or content to decide by it. */
export async function scheduleOf(tx: Tx, showing: Showing): Promise<Row<'schedules'> | null> {
  const id = showing.schedule_id
  return id === null ? null : ((await schedulesOf(tx, [showing])).get(id) ?? null)
}

/** Throws `locked_by_schedule` while the project is scheduled, for what may not happen to it then. */
export async function requireUnscheduled(tx: Tx, project: Row<'projects'>): Promise<void> {
  const schedule = await scheduleOf(tx, project)
  if (schedule === null || !isActive(schedule)) return
  throw new Refusal(
    'locked_by_schedule',
    `The project "${project.name}" ${sayWhen(schedule)}. Cancel the schedule first.`,
  )
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
