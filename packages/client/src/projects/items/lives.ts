/** The live snapshot of a project's items. */
import {
  applyItems,
  channels,
  type Id,
  type ItemsState,
  type ProjectEvent,
  type ProjectItem,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { type LiveStore, liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import { rowIds } from '../../live/row-changes.ts'
import type { SharedLive } from '../../live/shared-live.ts'
import { isReturn, unlessProjectDeleted } from '../lives.ts'

export const itemKeys = {
  items: (projectId: Id) => liveKey<ItemsState>(`items:${projectId}`),
} as const

export interface ItemLives {
  items(projectId: Id): Live<ItemsState>
}

export function createItemLives(shared: SharedLive, { items }: Api): ItemLives {
  return {
    items: (projectId) =>
      shared<ItemsState, ProjectEvent>(itemKeys.items(projectId), {
        channel: channels.project(projectId),
        load: (call) => items.list(projectId, call),
        reduce: unlessProjectDeleted(applyItems),
        isIncomplete,
        rowsOf,
      }),
  }
}

/** Where more came than one event carries. */
function isIncomplete(event: ProjectEvent): boolean {
  const isOfRows = event.type === 'item.added' || event.type === 'project.reactivated'
  return isReturn(event) || (isOfRows && event.itemIds !== undefined)
}

/** The items of a project as its screen shows them now; undefined where no screen does. */
export function itemsOnScreen(store: LiveStore, projectId: Id): ProjectItem[] | undefined {
  return store.active(itemKeys.items(projectId))?.getSnapshot().data?.data
}

function rowsOf(event: ProjectEvent): Id[] {
  switch (event.type) {
    case 'item.added':
    case 'project.reactivated':
    case 'item.changed':
    case 'project.published':
      return rowIds(event.items)
    case 'item.removed':
    case 'project.archived':
      // Gone from the list; whoever looks at one of them is told by whom.
      return event.itemIds
    case 'comment.created':
      return event.comment.itemId === null ? [] : [event.comment.itemId]
    default:
      return []
  }
}
