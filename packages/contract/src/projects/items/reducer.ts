/** Channel `project:{id}` applied to the project's items: whole, oldest first. */
import type { Id } from '../../core/ids.ts'
import { mapRows, oldestFirst, putRows, removeRows, withValues } from '../../core/rows.ts'
import type { ProjectEvent } from '../events.ts'
import type { ProjectPublished } from '../releases/events.ts'
import type { ScheduleChanged } from '../schedules/events.ts'
import type { ItemsState, ProjectItem } from './entity.ts'
import type { ItemChange, ItemsChanged } from './events.ts'

/**
 * The items after the event; the same state when the event tells nothing new. A change of an item that is
 * not in the list is ignored: it was removed, and its changes must not bring it back.
 */
export function applyItems(state: ItemsState, event: ProjectEvent): ItemsState {
  switch (event.type) {
    case 'item.added':
    case 'project.reactivated':
      return withValues(state, { data: putRows(state.data, event.items, oldestFirst) })
    case 'item.changed':
    case 'project.published':
    case 'schedule.changed':
      return withValues(state, { data: changeRows(state.data, event) })
    case 'item.removed':
    case 'project.archived':
      return withValues(state, { data: removeRows(state.data, event.itemIds) })
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
    case 'comment.restored':
      return recount(state, event.comment.itemId, event.counts.item)
    default:
      return state
  }
}

type Changing = ItemsChanged | ProjectPublished | ScheduleChanged

function changeRows(list: ProjectItem[], event: Changing): ProjectItem[] {
  const changes = new Map(event.items.map((change) => [change.id, change]))
  return mapRows(list, (row) => {
    const change = changes.get(row.id)
    return change === undefined || change.revision <= row.revision ? row : changeRow(row, change, event)
  })
}

function changeRow(row: ProjectItem, change: ItemChange, event: Changing): ProjectItem {
  const { at: updatedAt, actor: updatedBy } = event
  const changed = { ...row, updatedAt, updatedBy, ...change }
  if (change.status === undefined) return changed
  const { rejection = null, approvals = null } = event.type === 'item.changed' ? event : {}
  return {
    ...changed,
    rejection: change.status === 'rejected' ? rejection : null,
    approvals: change.status === 'in_review' ? approvals : null,
    ...change,
  }
}

function recount(state: ItemsState, itemId: Id | null, commentCount: number | null): ItemsState {
  if (itemId === null || commentCount === null) return state
  const data = mapRows(state.data, (row) => (row.id === itemId ? withValues(row, { commentCount }) : row))
  return withValues(state, { data })
}
