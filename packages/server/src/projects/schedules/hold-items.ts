/** What a schedule does to the items of its project: those that are ready become scheduled, and ready again without it. */
import type { Id, ItemChange, ProjectItem, Status } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { touchContentOf, touchVersions } from '../../content/touch.ts'
import { chunks } from '../../storage/chunks.ts'
import { touchItemsOf } from '../items/events.ts'
import { itemsOfProject } from '../items/queries.ts'

/** What it changed: for the event of the project, and for those of the content. */
export interface Held {
  items: ItemChange[]
  versionIds: Id[]
}

/** Takes hold of these items. Project and content must be locked. */
export function hold(context: CommandContext, items: readonly ProjectItem[]): Promise<Held> {
  return move(context, items, 'scheduled')
}

/** Lets go what the schedule of the project holds. Project and content must be locked. */
export async function letGo(context: CommandContext, projectId: Id): Promise<Held> {
  const items = await itemsOfProject(context.tx, projectId)
  return move(
    context,
    items.filter(({ status }) => status === 'scheduled'),
    'ready',
  )
}

async function move(context: CommandContext, items: readonly ProjectItem[], status: Status): Promise<Held> {
  const publishing = items.filter(({ action }) => action === 'publish')
  const versionIds = publishing.map((item) => item.versionId)
  await touchVersions(context, versionIds, status)
  await touchItemsOf(context, versionIds)
  await moveTakedowns(context, items, status)
  await touchContentOf(context, versionIds)
  return { items: items.map(({ id, revision }) => ({ id, revision: revision + 1, status })), versionIds }
}

async function moveTakedowns(
  { tx, actor, now }: CommandContext,
  items: readonly ProjectItem[],
  status: Status,
): Promise<void> {
  const ids = items.filter(({ action }) => action === 'unpublish').map(({ id }) => id)
  for (const chunk of chunks(ids)) {
    await tx
      .updateTable('project_items')
      .set(({ eb }) => ({
        review_status: status,
        revision: eb('revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .where('id', 'in', chunk)
      .execute()
  }
}
