/** Who is signed in, as far as every route needs to know; `people/` puts it on the request. */
import type { Id, Role } from '@copydesk/contract'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { type Action, may } from '../policy.ts'

export interface SignedIn {
  id: Id
  name: string
  role: Role
  sessionId: Id
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The person behind the session cookie or bearer token; null when there is none. */
    signedIn: SignedIn | null
  }
}

/** The signed-in person if they may do the action. Throws `not_signed_in` or `forbidden`. */
export function requirePerson(request: FastifyRequest, action?: Action): SignedIn {
  const person = request.signedIn
  if (!person) throw new Refusal('not_signed_in')
  if (action && !may(person.role, action)) {
    throw new Refusal('forbidden', `The role "${person.role}" does not include "${action}".`)
  }
  return person
}
