/** What is told of a project's schedule: everybody who looks at the project, or at the list of projects. */
import { channels, type Project } from '@copydesk/contract'
import { type CommandContext, event } from '../../command/command.ts'
import type { WorkOutcome } from '../../command/work.ts'
import { contentEvents } from '../../content/events.ts'
import type { Row } from '../../storage/schema.ts'
import { updateProject } from '../project/commands.ts'
import { countProjects } from '../project/count-projects.ts'
import { listChannels } from '../project/list-channels.ts'
import { presentSchedule } from './present.ts'
import type { Told } from './subject.ts'

/** Lets the project show it, and says so. */
export async function tellProject(
  context: CommandContext,
  before: Row<'projects'>,
  { schedule, shownId, held = { items: [], versionIds: [] } }: Told,
): Promise<WorkOutcome & { outbox: NonNullable<WorkOutcome['outbox']> }> {
  const project: Project = await updateProject(context, before, { schedule_id: shownId })
  const told = event(context, 'schedule.changed', {
    schedule: presentSchedule(schedule),
    project,
    items: held.items,
  })
  return {
    events: [
      { channel: channels.project(before.id), event: told },
      ...(await listChannels(context.tx, before)).map((channel) => ({
        channel,
        event: event(context, 'project.changed', { project }),
      })),
      ...(await contentEvents(context, held.versionIds)),
    ],
    outbox: held.items.length === 0 ? [] : [countProjects.entry({ projectId: before.id })],
  }
}
