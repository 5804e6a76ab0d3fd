/** Channel `people` applied to the list of people: whole, oldest first. */
import { oldestFirst, putRows, withValues } from '../core/rows.ts'
import type { PeopleState } from './entity.ts'
import type { PeopleEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyPeople(state: PeopleState, event: PeopleEvent): PeopleState {
  if (event.type !== 'person.changed') return state
  return withValues(state, { data: putRows(state.data, [event.person], oldestFirst) })
}
