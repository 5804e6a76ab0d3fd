/** Who calls, as far as every route needs to know; `people/` puts it on the request. */
import type { Actor, Id, Role } from '@copydesk/contract'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { requireRight, type Viewer } from '../command/viewer.ts'
import type { Action } from '../policy.ts'

export interface SignedIn extends Viewer {
  /** A service acts in its own name, with a key. */
  kind: 'person' | 'service'
  name: string
  /** What they may do at most; a token or key may have lowered it. */
  role: Role
  /** Null for who came with a key or token in place of a sign-in session. */
  sessionId: Id | null
  /** The token of an embedding application that was used, which opens live connections as well. */
  token?: { id: string; text: string; expiresAt: number }
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The person or service behind the session cookie, key or token; null when there is none. */
    signedIn: SignedIn | null
  }
}

/** Whoever calls if they may do the action. Throws `not_signed_in` or `forbidden`. */
export function requirePerson(request: FastifyRequest, action?: Action): SignedIn {
  const caller = request.signedIn
  if (!caller) throw new Refusal('not_signed_in')
  if (action) requireRight(caller, action)
  return caller
}

/** The caller as the doer of what a command does. */
export function actorOf({ id, kind }: SignedIn): Actor {
  return { id, kind }
}
