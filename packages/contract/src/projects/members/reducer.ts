/** Channel `project:{id}` applied to its members. */
import { withValues } from '../../core/rows.ts'
import type { ProjectEvent } from '../events.ts'
import type { ProjectMembers } from './entity.ts'

/** The members after the event; the same state when the event tells nothing of them. */
export function applyMembers(state: ProjectMembers, event: ProjectEvent): ProjectMembers {
  return event.type === 'members.changed' ? withValues(state, { data: event.members }) : state
}
