/** Groups of people, as everybody who is signed in sees them. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'

/** People under one name, for rules and members of projects. */
export interface Group {
  id: Id
  revision: number
  name: string
  /** By id. Those who are kept out stay in it, and count for nothing until they are let in again. */
  memberIds: Id[]
  createdAt: Instant
  /** The sign-in provider says who is in it, at each sign-in; nobody else changes it here. */
  isManaged: boolean
}

/** `GET /groups`: all of them, oldest first. */
export type Groups = Page<Group>

/** How many there may be, and how many people in each. */
export const groupLimits = { groups: 200, members: 1000 } as const
