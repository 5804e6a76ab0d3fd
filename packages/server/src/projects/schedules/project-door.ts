/** Projects as they are scheduled: with all their items at once. */
import type { Id } from '@copydesk/contract'
import { lockContentOf } from '../../content/door.ts'
import { lockRows } from '../../storage/lock.ts'
import type { Row } from '../../storage/schema.ts'
import { itemsOfProject } from '../items/queries.ts'
import { enterProject, enterSharedProject, enterWholeProject } from '../project/door.ts'
import { findGoing, requireGoing } from '../releases/going.ts'
import { releaseProject } from '../releases/publish.ts'
import { hold, letGo } from './hold-items.ts'
import type { Door, Subject } from './subject.ts'
import { tellProject } from './tell-project.ts'

export function projectDoor(id: Id): Door {
  return {
    enter: async (context) => subjectOf(await enterProject(context, id, 'project.publish')),
    enterWhole: async (context) => subjectOf(await enterWholeProject(context, id, 'project.publish')),
    enterToPublish: async (context) => subjectOf(await enterSharedProject(context, id, 'project.publish')),
    lock: async ({ tx }) => {
      const [project] = await lockRows(tx, 'projects', [id])
      await lockContentOf(tx, id)
      return project && subjectOf(project)
    },
  }
}

function subjectOf(project: Row<'projects'>): Subject {
  const { id, name, revision, schedule_id } = project
  return {
    name: `The project "${name}"`,
    revision,
    schedule_id,
    owner: { project_id: id },
    hold: async (context) => {
      const { tx } = context
      const { ready } = await requireGoing(tx, id, await itemsOfProject(tx, id), 'all')
      return hold(context, ready)
    },
    letGo: (context) => letGo(context, id),
    heldItemIds: async ({ tx }) =>
      (await itemsOfProject(tx, id)).flatMap((item) => (item.status === 'scheduled' ? [item.id] : [])),
    release: (context, schedule) =>
      releaseProject(context, project, { mode: 'all', note: schedule.note }, schedule.id),
    findBlockers: async ({ tx }) => {
      const found = await findGoing(tx, id, await itemsOfProject(tx, id), 'scheduled')
      return [...found.unready, ...found.changed, ...found.tasks, ...found.references.blockers]
    },
    tell: (context, told) => tellProject(context, project, told),
  }
}
