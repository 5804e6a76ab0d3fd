/** What is sent and answered when people are invited, and when they come. */
import type { Role } from '../../core/roles.ts'
import type { Instant } from '../../core/time.ts'
import type { Invitation } from './entity.ts'

/** `POST /people/invitations` */
export interface CreateInvitation {
  role: Role
  label?: string | undefined
  /** 7 when left out. */
  days?: number | undefined
}

/** The answer to it, the only one with the token; empty where the same request is sent again. */
export interface CreatedInvitation extends Invitation {
  /** What the link has in its fragment: `/invitation#token`. */
  token: string
}

/** `POST /invitation`: what somebody is invited to who has the link. */
export interface LookAtInvitation {
  token: string
}

/** The answer to it. */
export interface OpenInvitation {
  role: Role
  /** The name of whoever invites. */
  invitedBy: string
  expiresAt: Instant
}

/** `POST /invitation/accept`; answered as signing in is. */
export interface AcceptInvitation {
  token: string
  name: string
  email: string
  password: string
}
