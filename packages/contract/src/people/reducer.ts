/** Channel `people` applied to the lists of people and of services: whole, oldest first. */
import { oldestFirst, putRows, withValues } from '../core/rows.ts'
import type { PeopleState } from './entity.ts'
import type { PeopleEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyPeople(state: PeopleState, event: PeopleEvent): PeopleState {
  switch (event.type) {
    case 'person.changed':
      return withValues(state, {
        data: putRows(state.data, [event.person], oldestFirst),
        services: putRows(state.services, event.services ?? [], oldestFirst),
      })
    case 'service.changed':
      return withValues(state, { services: putRows(state.services, [event.service], oldestFirst) })
    default:
      return state
  }
}
