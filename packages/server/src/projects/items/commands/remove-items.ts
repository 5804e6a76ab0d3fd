/** Taking items out of a project, for good or until they are put back. The versions stay as they are, free for another. */
import { channels, type Id } from '@copydesk/contract'
import { type Command, event } from '../../../command/command.ts'
import { contentEvents } from '../../../content/events.ts'
import { touchContent, touchVersions } from '../../../content/touch.ts'
import { selectInChunks } from '../../../storage/chunks.ts'
import { requireProject } from '../../project/door.ts'
import { itemNotFound } from '../checks.ts'
import { rememberRemoved } from '../removed-items.ts'

/** Removes those of these items that are in the project; the others are out already. */
export function removeItems(projectId: Id, itemIds: readonly Id[]): Command<null> {
  return async (context) => {
    const { tx } = context
    await requireProject(tx, projectId)
    const removed = await selectInChunks(itemIds, (chunk) =>
      tx
        .deleteFrom('project_items')
        .where('project_id', '=', projectId)
        .where('id', 'in', chunk)
        .returningAll()
        .execute(),
    )
    if (removed.length === 0) return { status: 204, body: null, events: [] }
    await rememberRemoved(tx, removed)
    const versionIds = removed.map((item) => item.version_id)
    await touchVersions(context, versionIds)
    await touchContent(
      context,
      removed.map((item) => item.content_id),
    )
    const itemsRemoved = event(context, 'item.removed', { itemIds: removed.map((item) => item.id) })
    return {
      status: 204,
      body: null,
      events: [
        { channel: channels.project(projectId), event: itemsRemoved },
        ...(await contentEvents(context, versionIds)),
      ],
      outbox: [{ topic: 'count', payload: { projectId } }],
    }
  }
}

/** Removes one item. Throws `not_found` when it is not in the project. */
export function removeItem(projectId: Id, itemId: Id): Command<null> {
  return async (context) => {
    const outcome = await removeItems(projectId, [itemId])(context)
    if (outcome.events.length === 0) throw itemNotFound()
    return outcome
  }
}
