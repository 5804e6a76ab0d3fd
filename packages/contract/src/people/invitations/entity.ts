/** Invitations, as administrators see them. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Role } from '../../core/roles.ts'
import type { Instant } from '../../core/time.ts'

/** A link that lets one person in, once. */
export interface Invitation {
  id: Id
  revision: number
  /** For whom it is, in the words of whoever invited; may be empty. */
  label: string
  /** What the person may do who takes it. */
  role: Role
  createdBy: Actor
  createdAt: Instant
  expiresAt: Instant
  acceptedAt: Instant | null
  /** Who came by it. */
  acceptedBy: Id | null
  revokedAt: Instant | null
}

/** `GET /people/invitations`: newest first. */
export type Invitations = Page<Invitation>

/** How many may be open at a time, and for how many days. */
export const invitationLimits = { open: 100, days: 30, usualDays: 7 } as const
