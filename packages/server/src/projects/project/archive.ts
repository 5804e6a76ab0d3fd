/** A project that is archived and opened again. Archived it is read only: the door refuses what would change it. */
import { channels, type Id, type Project, type ReopenedProject } from '@copydesk/contract'
import { type Command, event } from '../../command/command.ts'
import { contentEvents } from '../../content/events.ts'
import { bringBack, letGo } from '../items/departures.ts'
import { whatCame } from '../items/events.ts'
import { askedWork } from '../review/begin.ts'
import { tellProject } from '../review/tell-asked.ts'
import { requireUnscheduled } from '../schedules/queries.ts'
import { updateProject } from './commands.ts'
import { countProjects } from './count-projects.ts'
import { enterProject, enterWholeProject } from './door.ts'
import { listChannels } from './list-channels.ts'
import { withSchedule } from './queries.ts'

/** Archives a project that is not scheduled, and answers it. The versions that are not published are free for another project from then on. */
export function archiveProject(id: Id): Command<Project> {
  return async (context) => {
    const before = await enterWholeProject(context, id, 'project.write', { archived: true })
    context.precondition.require(before.revision)
    if (before.archived_at !== null) return { body: await withSchedule(context.tx, before), events: [] }
    await requireUnscheduled(context.tx, before)
    await tellProject(context, id)
    const { itemIds, versionIds } = await letGo(context, before, 'archiving')
    const project = await updateProject(context, before, { archived_at: context.now })
    return {
      body: project,
      events: [
        { channel: channels.project(id), event: event(context, 'project.archived', { project, itemIds }) },
        ...(await listChannels(context.tx, before)).map((channel) => ({
          channel,
          event: event(context, 'project.changed', { project }),
        })),
        ...(await contentEvents(context, versionIds)),
      ],
      outbox: [countProjects.entry({ projectId: id })],
    }
  }
}

/** Opens an archived project again; answers it with what did not come back. */
export function reactivateProject(id: Id): Command<ReopenedProject> {
  return async (context) => {
    const before = await enterProject(context, id, 'project.write', { archived: true })
    context.precondition.require(before.revision)
    if (before.archived_at === null)
      return { body: { project: await withSchedule(context.tx, before), left: [] }, events: [] }
    const { items, versionIds, asked, left } = await bringBack(context, before, 'archiving')
    await tellProject(context, id)
    const project = await updateProject(context, before, { archived_at: null })
    const reactivated = event(context, 'project.reactivated', {
      project,
      ...(await whatCame(context, items)),
    })
    return {
      body: { project, left },
      events: [
        { channel: channels.project(id), event: reactivated },
        ...(await listChannels(context.tx, before)).map((channel) => ({
          channel,
          event: event(context, 'project.changed', { project }),
        })),
        ...(await contentEvents(context, versionIds)),
      ],
      outbox: [
        countProjects.entry({ projectId: id }),
        ...askedWork(context, id, reactivated.id, items, asked),
      ],
    }
  }
}
