/** Channel `people` applied to the list of groups, oldest first. */
import { oldestFirst, putRows, removeRows, withValues } from '../../core/rows.ts'
import type { Groups } from './entity.ts'
import type { GroupsEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyGroups(state: Groups, event: GroupsEvent): Groups {
  switch (event.type) {
    case 'group.changed':
      return withValues(state, { data: putRows(state.data, [event.group], oldestFirst) })
    case 'group.deleted':
      return withValues(state, { data: removeRows(state.data, [event.groupId]) })
    case 'person.changed':
      return withValues(state, { data: putRows(state.data, event.groups ?? [], oldestFirst) })
    default:
      return state
  }
}
