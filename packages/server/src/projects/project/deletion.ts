/** A project that is deleted, and brought back while it is in the trash. */
import { channels, type Id, type ReopenedProject } from '@copydesk/contract'
import { type Command, event } from '../../command/command.ts'
import { contentEvents } from '../../content/events.ts'
import { deletedNow, notDeleted } from '../../trash/marks.ts'
import { purgeEntry } from '../../trash/purge.ts'
import { trashChanged } from '../../trash/tell-trash.ts'
import { bringBack, letGo } from '../items/departures.ts'
import { askedWork } from '../review/begin.ts'
import { tellProject } from '../review/tell-asked.ts'
import { requireUnscheduled } from '../schedules/queries.ts'
import { updateProject } from './commands.ts'
import { noCounts, readCounts } from './counts.ts'
import { enterDeletedProject, enterWholeProject } from './door.ts'
import { listChannels } from './list-channels.ts'
import { withSchedule } from './queries.ts'

/** Deletes a project that is not scheduled; its versions stay and are free for another, its comments stay unseen. It can be brought back for `keptDays`. */
export function deleteProject(id: Id, keptDays: number): Command<null> {
  return async (context) => {
    const before = await enterWholeProject(context, id, 'project.write', { archived: true })
    context.precondition.require(before.revision)
    await requireUnscheduled(context.tx, before)
    const marks = deletedNow(context, keptDays)
    await updateProject(context, before, marks)
    context.enqueue([purgeEntry('project', id, marks.purge_at)])
    await tellProject(context, id)
    const { versionIds } = await letGo(context, before, 'deletion')
    return {
      status: 204,
      body: null,
      events: [
        ...[...(await listChannels(context.tx, before)), channels.project(id)].map((channel) => ({
          channel,
          event: event(context, 'project.deleted', { projectId: id }),
        })),
        ...(await contentEvents(context, versionIds)),
        trashChanged(context, before.visibility === 'private'),
      ],
    }
  }
}

/** Brings a deleted project back as it was, archived or open; answers it with what did not come back. */
export function restoreProject(id: Id): Command<ReopenedProject> {
  return async (context) => {
    const before = await enterDeletedProject(context, id, 'project.write')
    context.precondition.require(before.revision)
    if (before.deleted_at === null)
      return { body: { project: await withSchedule(context.tx, before), left: [] }, events: [] }
    const { items, versionIds, asked, left } = await bringBack(context, before, 'deletion')
    await tellProject(context, id)
    const project = await updateProject(context, before, notDeleted)
    const [counted] = await readCounts(context.tx, [id])
    const summary = { counts: noCounts(), commentCount: 0, ...counted, ...project }
    const restored = event(context, 'project.restored', { project: summary })
    return {
      body: { project, left },
      events: [
        ...(await listChannels(context.tx, before)).map((channel) => ({
          channel,
          event: event(context, 'project.restored', { project: summary }),
        })),
        { channel: channels.project(id), event: restored },
        ...(await contentEvents(context, versionIds)),
        trashChanged(context, before.visibility === 'private'),
      ],
      outbox: askedWork(context, id, restored.id, items, asked),
    }
  }
}
