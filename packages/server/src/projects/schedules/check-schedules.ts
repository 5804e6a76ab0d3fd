/**
 * Looks again at what is scheduled when something changed that may be in its way: what is live, or what whoever scheduled
 * may do. People are told once, when it gets in the way; what counts is what is found when it is due.
 */
import { sayBlocker } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import { requireRight } from '../../command/viewer.ts'
import { followUp } from '../../command/work.ts'
import { requireSummary } from '../../content/queries.ts'
import { readViewer } from '../../people/read-viewer.ts'
import type { Row } from '../../storage/schema.ts'
import { sightOf } from '../members/sight.ts'
import { viewProject } from '../project/door.ts'
import { withLifts } from '../releases/lifts.ts'
import { checkName } from './ask-for-checks.ts'
import { doorOf } from './door-of.ts'
import { sayRefusal, tellPeople } from './news.ts'
import { owner } from './owner.ts'
import { scheduleOf } from './rows.ts'
import type { Subject } from './subject.ts'
import { updateSchedule } from './write-schedule.ts'

/** One at a time: each locks all that is held. */
export const checkSchedule = followUp({
  name: checkName,
  lane: 'prompt',
  payload: owner,
  batchSize: 1,
  work: async (sent, [payload]) => {
    const context = { ...sent, actor: systemActor }
    const { tx, now } = context
    const subject = payload && (await doorOf(payload).lock(context))
    const schedule = subject && (await scheduleOf(tx, subject))
    if (!subject || schedule?.state !== 'pending') return { events: [] }
    const why = await whatIsInTheWay(context, subject, schedule)
    if ((why === null) === (schedule.blocked_at === null)) return { events: [] }
    const changed = await updateSchedule(context, schedule, { blocked_at: why === null ? null : now })
    const { events } = await subject.tell(context, { schedule: changed, shownId: schedule.id })
    return {
      events,
      outbox: why === null ? [] : [tellPeople(context, 'schedule.blocked', schedule, { why })],
    }
  },
})

async function whatIsInTheWay(
  context: CommandContext,
  subject: Subject,
  schedule: Row<'schedules'>,
): Promise<string | null> {
  try {
    await requireStillAllowed(context, schedule)
  } catch (error) {
    if (error instanceof Refusal) return sayRefusal(error)
    throw error
  }
  const [first, ...more] = await withLifts(context.tx, await subject.findBlockers(context))
  if (first === undefined) return null
  return `${first.title}: ${sayBlocker(first)}${more.length === 0 ? '' : ` (and ${more.length} more)`}`
}

/** Throws what stands against whoever scheduled, as the door does when it is due. */
async function requireStillAllowed(
  context: CommandContext,
  { project_id, content_id, version_id, scheduled_by_id, scheduled_by_kind }: Row<'schedules'>,
): Promise<void> {
  const { tx } = context
  const viewer = await readViewer(context, { id: scheduled_by_id, kind: scheduled_by_kind })
  if (project_id !== null) {
    await viewProject(tx, viewer, project_id, 'project.publish')
    return
  }
  requireRight(viewer, 'project.publish')
  await requireSummary(tx, content_id ?? '', version_id ?? '', await sightOf(tx, viewer))
}
