/**
 * Looks again at what is scheduled when something changed that may be in its way: what is live, or what whoever scheduled
 * may do. People are told once, when it gets in the way; what counts is what is found when it is due.
 */
import { type Id, sayBlocker } from '@copydesk/contract'
import { id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import { requireRight } from '../../command/viewer.ts'
import { followUp } from '../../command/work.ts'
import { lockContentOf } from '../../content/door.ts'
import { readViewer } from '../../people/read-viewer.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsOfProject } from '../items/queries.ts'
import { findGoing } from '../releases/going.ts'
import { withLifts } from '../releases/lifts.ts'
import { tellPeople } from './news.ts'
import { scheduleOf } from './queries.ts'
import { tellProject } from './tell-project.ts'
import { updateSchedule } from './write-schedule.ts'

/** One at a time: each locks a project with all that it holds. */
export const checkSchedule = followUp({
  name: 'check-schedule',
  lane: 'prompt',
  payload: z.object({ projectId: id }),
  batchSize: 1,
  work: async (sent, [payload]) => {
    const context = { ...sent, actor: systemActor }
    const { tx, now } = context
    const [project] = await lockRows(tx, 'projects', payload === undefined ? [] : [payload.projectId])
    const schedule = project && (await scheduleOf(tx, project))
    if (!project || schedule?.state !== 'pending') return { events: [] }
    await lockContentOf(tx, project.id)
    const why = await whatIsInTheWay(context, schedule)
    if ((why === null) === (schedule.blocked_at === null)) return { events: [] }
    const changed = await updateSchedule(context, schedule, { blocked_at: why === null ? null : now })
    const { events } = await tellProject(context, project, { schedule: changed, shownId: schedule.id })
    return {
      events,
      outbox: why === null ? [] : [tellPeople(context, 'schedule.blocked', schedule, { why })],
    }
  },
})

/** The work of every schedule that is pending, or of those of one person. */
export async function checkSchedules(tx: Tx, personId?: Id): Promise<OutboxEntry[]> {
  let pending = tx.selectFrom('schedules').select('project_id').where('state', '=', 'pending')
  if (personId !== undefined) pending = pending.where('scheduled_by_id', '=', personId)
  const rows = await pending.execute()
  return rows.flatMap(({ project_id: projectId }) =>
    projectId === null ? [] : [checkSchedule.entry({ projectId }, { key: projectId })],
  )
}

async function whatIsInTheWay(
  context: CommandContext,
  { project_id, scheduled_by_id, scheduled_by_kind }: Row<'schedules'>,
): Promise<string | null> {
  const { tx } = context
  try {
    const viewer = await readViewer(context, { id: scheduled_by_id, kind: scheduled_by_kind })
    requireRight(viewer, 'project.publish')
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
  const projectId = project_id ?? ''
  const found = await findGoing(tx, projectId, await itemsOfProject(tx, projectId), 'scheduled')
  const { unready, changed, tasks, references } = found
  const [first, ...more] = await withLifts(tx, [...unready, ...changed, ...tasks, ...references.blockers])
  if (first === undefined) return null
  return `${first.title}: ${sayBlocker(first)}${more.length === 0 ? '' : ` (and ${more.length} more)`}`
}
