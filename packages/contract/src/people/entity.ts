/** People, as everybody who is signed in sees them. */
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Role } from '../core/roles.ts'
import type { Instant } from '../core/time.ts'

export interface Person {
  id: Id
  revision: number
  name: string
  email: string
  role: Role
  /** What an application that embeds Copydesk calls the person by; absent for others. */
  externalId?: string
  createdAt: Instant
}

/** `GET /people`: all of them, by id. */
export type PeopleState = Page<Person>
