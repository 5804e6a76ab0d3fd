/** What is sent and answered around signing in, and the set-up of a new server. */
import type { Action } from '../core/policy.ts'
import type { Role } from '../core/roles.ts'
import type { Me } from './profile/entity.ts'

/** `POST /session` */
export interface SignIn {
  email: string
  password: string
}

export const demoPeople = ['admin', 'editor', 'reviewer'] as const

/** `POST /session/demo`, in demo mode only. */
export interface DemoSignIn {
  person: (typeof demoPeople)[number]
}

/** `GET /session`, and the answer to signing in; `person` is null when nobody is signed in. */
export interface SessionInfo {
  person: Me | null
  /** What whoever is signed in may do; in a project, the project says. */
  may: Action[]
  /** The server runs with demo people, so `POST /session/demo` works. */
  demo: boolean
  /** There is no person yet: `POST /setup` creates the first administrator. */
  setupNeeded: boolean
  /** What the button says that signs in by way of the site's provider, at `GET /session/oidc`; absent without one. */
  provider?: string
}

/** `POST /setup`: the first administrator, only while there is no person. */
export interface Setup {
  /** From the link that the server printed at its start. */
  code: string
  name: string
  email: string
  password: string
}

/** `PATCH /people/{id}`; a field left out stays as it is. */
export interface ChangePerson {
  role?: Role | undefined
  /** `deactivated` keeps somebody out, `active` lets them in again. */
  state?: 'active' | 'deactivated' | undefined
  /** With `deactivated`: revokes the service keys that they made, too, of which they may have kept a copy. */
  revokeKeys?: boolean | undefined
}
