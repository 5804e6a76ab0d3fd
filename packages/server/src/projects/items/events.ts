/** Project items that change, often because their versions do: their new revisions, and the events that tell. */
import {
  channels,
  type Id,
  type ItemChange,
  type ItemsCame,
  type ItemsChanged,
  type ProjectItem,
} from '@copydesk/contract'
import { type CommandContext, event, instant } from '../../command/command.ts'
import { chunks } from '../../storage/chunks.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import { awaitingOfPeople } from '../awaiting/tell-awaiting.ts'
import { tellAskedOfItems } from '../review/tell-asked.ts'
import { awaitingOfItems } from '../review/tell-reviewers.ts'
import { tasksOfItems } from '../tasks/queries.ts'

/**
 * Gives the items that hold these versions a new revision. An item that unpublishes only names a version: nothing that
 * it shows of one changes any more, and its status is its own.
 */
export async function touchItemsOf(context: CommandContext, versionIds: readonly Id[]): Promise<void> {
  const { tx, actor, now } = context
  for (const chunk of chunks(versionIds)) {
    await tx
      .updateTable('project_items')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .where('version_id', 'in', chunk)
      .where('action', '=', 'publish')
      .execute()
  }
}

/** Gives items a new revision. */
export async function touchItems({ tx, actor, now }: CommandContext, itemIds: readonly Id[]): Promise<void> {
  for (const chunk of chunks(itemIds)) {
    await tx
      .updateTable('project_items')
      .set((eb) => ({
        revision: eb('revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .where('id', 'in', chunk)
      .execute()
  }
}

/** The item after a command gave its row a new revision; the row is not read again. */
export function touchedItem({ actor, now }: CommandContext, item: ProjectItem): ProjectItem {
  return { ...item, revision: item.revision + 1, updatedAt: instant(now), updatedBy: actor }
}

/** What is told in the channel of a project. */
export interface ItemsEvent extends ChannelEvent {
  event: ItemsChanged
}

/** One `item.changed` for each project that these items are in, which says of each no more than what changed. */
export function itemEvents(
  context: CommandContext,
  items: readonly ProjectItem[],
  changeOf: (item: ProjectItem) => Partial<ItemChange>,
  said: Pick<ItemsChanged, 'decision' | 'rejection'> = {},
): ItemsEvent[] {
  context.enqueue(awaitingOfItems(items))
  return [...Map.groupBy(items, (item) => item.projectId)].map(([projectId, changed]) => ({
    channel: channels.project(projectId),
    event: event(context, 'item.changed', {
      items: changed.map((item) => ({ id: item.id, revision: item.revision, ...changeOf(item) })),
      ...said,
    }),
  }))
}

/** Items that one event carries as rows; of more it carries their ids. */
export const mostRows = 200

/** What came into a project, with the tasks that items had there before. */
export async function addedEvent(
  context: CommandContext,
  projectId: Id,
  items: readonly ProjectItem[],
): Promise<ChannelEvent> {
  const came = await whatCame(context, items)
  return { channel: channels.project(projectId), event: event(context, 'item.added', came) }
}

/** Items on their way into a project, as events tell of them, with the tasks that they had before. */
export async function whatCame(context: CommandContext, items: readonly ProjectItem[]): Promise<ItemsCame> {
  const itemIds = items.map(({ id }) => id)
  const tasks = await tasksOfItems(context.tx, itemIds)
  context.enqueue([...awaitingOfItems(items), ...awaitingOfPeople(tasks.map(({ assigneeId }) => assigneeId))])
  await tellAskedOfItems(context, items)
  return {
    ...(items.length <= mostRows ? { items: [...items] } : { items: [], itemIds }),
    ...(tasks.length === 0 ? {} : { tasks }),
  }
}
