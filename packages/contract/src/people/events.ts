/** What is published in `people`. */
import type { EventBase } from '../core/event.ts'
import type { Person, Service } from './entity.ts'
import type { Group } from './groups/entity.ts'

export interface PersonChanged extends EventBase<'person.changed'> {
  person: Person
  /** Those whose keys were revoked with it. */
  services?: Service[]
  /** Those that a removed person leaves. */
  groups?: Group[]
}

/** A key was made, or revoked. */
export interface ServiceChanged extends EventBase<'service.changed'> {
  service: Service
}

/** Channel `people`: a new person or service comes as a changed one with an unknown id. */
export type PeopleEvent = PersonChanged | ServiceChanged
