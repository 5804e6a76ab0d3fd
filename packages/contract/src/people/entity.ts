/** People, as everybody who is signed in sees them. */
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Role } from '../core/roles.ts'
import type { Instant } from '../core/time.ts'

/** `deactivated`: kept out until somebody lets them in again; `removed`: for good, with their words still here. */
export const personStates = ['active', 'deactivated', 'removed'] as const
export type PersonState = (typeof personStates)[number]

export interface Person {
  id: Id
  revision: number
  name: string
  /** Empty for somebody who was removed. */
  email: string
  role: Role
  state: PersonState
  /** What an application that embeds Copydesk calls the person by; absent for others. */
  externalId?: string
  createdAt: Instant
}

/** A program with a key of its own, by the name that its key was given; it keeps it when the key is revoked. */
export interface Service {
  id: Id
  revision: number
  name: string
}

/** `GET /people`: all of them, by id, and the services, which do things too. */
export interface PeopleState extends Page<Person> {
  services: Service[]
}
