/** Taking items out of a project, for good or until they are put back. The versions stay as they are, free for another. */

import type { Id } from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../../command/command.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { selectInChunks } from '../../../storage/chunks.ts'
import type { Row } from '../../../storage/schema.ts'
import { enterProject } from '../../project/door.ts'
import { requireUnscheduled } from '../../schedules/queries.ts'
import { requireItem } from '../queries.ts'
import { takeOut } from '../take-out.ts'
import { touchHeld } from '../touch-held.ts'

/** Removes those of these items that are in the project; the others are out already. */
export function removeItems(projectId: Id, itemIds: readonly Id[]): Command<null> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'item.write')
    context.precondition.require(project.revision)
    await requireUnscheduled(context.tx, project)
    return remove(context, project, itemIds)
  }
}

/** Removes one item. Throws `not_found` when it is not in the project. */
export function removeItem(projectId: Id, itemId: Id): Command<null> {
  return async (context) => {
    const project = await enterProject(context, projectId, 'item.write')
    await requireUnscheduled(context.tx, project)
    const item = await requireItem(context.tx, projectId, itemId)
    context.precondition.require(item.revision)
    return remove(context, project, [itemId])
  }
}

async function remove(
  context: CommandContext,
  project: Row<'projects'>,
  itemIds: readonly Id[],
): Promise<Outcome<null>> {
  const { tx } = context
  const removed = await selectInChunks(itemIds, (chunk) =>
    tx
      .deleteFrom('project_items')
      .where('project_id', '=', project.id)
      .where('id', 'in', chunk)
      .returningAll()
      .execute(),
  )
  if (removed.length === 0) return { status: 204, body: null, events: [] }
  const told = await takeOut(context, project.id, removed)
  const letGo = removed.filter((item) => item.action === 'publish')
  const versionIds = letGo.map((item) => item.version_id)
  const contentIds = letGo.map((item) => item.content_id)
  await lockContent(tx, contentIds)
  const changed = await touchHeld(context, project, versionIds)
  return { status: 204, body: null, events: [told, ...(await contentEvents(context, changed))] }
}
