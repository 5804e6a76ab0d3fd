/** What is published in `people`. */
import type { EventBase } from '../core/event.ts'
import type { Person } from './entity.ts'

export interface PersonChanged extends EventBase<'person.changed'> {
  person: Person
}

/** Channel `people`: a new person comes as a changed one with an unknown id. */
export type PeopleEvent = PersonChanged
