/** What is told of a project's schedule: everybody who looks at the project, or at the list of projects. */
import { channels, type Id, isActive, type Project } from '@copydesk/contract'
import { type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { WorkOutcome } from '../../command/work.ts'
import { contentEvents } from '../../content/events.ts'
import type { Row } from '../../storage/schema.ts'
import { updateProject } from '../project/commands.ts'
import { countProjects } from '../project/count-projects.ts'
import type { Held } from './hold-items.ts'
import { presentSchedule } from './present.ts'
import { scheduleOf } from './queries.ts'

interface Told {
  schedule: Row<'schedules'>
  /** The one that the project shows from now on. */
  shownId: Id | null
  /** What it took hold of or let go. */
  held?: Held
}

/** Lets the project show it, and says so; `eventId` is for what tells people of it. */
export async function tellProject(
  context: CommandContext,
  before: Row<'projects'>,
  { schedule, shownId, held = { items: [], versionIds: [] } }: Told,
): Promise<WorkOutcome & { eventId: Id; outbox: NonNullable<WorkOutcome['outbox']> }> {
  const project: Project = await updateProject(context, before, { schedule_id: shownId })
  const told = event(context, 'schedule.changed', {
    schedule: presentSchedule(schedule),
    project,
    items: held.items,
  })
  return {
    eventId: told.id,
    events: [
      { channel: channels.project(before.id), event: told },
      { channel: channels.projects, event: event(context, 'project.changed', { project }) },
      ...(await contentEvents(context, held.versionIds)),
    ],
    outbox: held.items.length === 0 ? [] : [countProjects.entry({ projectId: before.id })],
  }
}

/**
 * The schedule that the project shows, as whoever asks saw it. Throws `not_scheduled` where there is none that is pending
 * or missed; one that failed counts where that is asked for.
 */
export async function requireSchedule(
  { tx, precondition }: Pick<CommandContext, 'tx' | 'precondition'>,
  showing: { schedule_id: Id | null },
  { orFailed = false }: { orFailed?: boolean } = {},
): Promise<Row<'schedules'>> {
  const schedule = await scheduleOf(tx, showing)
  if (schedule === null || !(isActive(schedule) || orFailed)) throw new Refusal('not_scheduled')
  precondition.require(schedule.revision)
  return schedule
}
