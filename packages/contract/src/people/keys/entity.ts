/** Service keys, as administrators see them. */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import type { KeyScope } from './scopes.ts'

/** What a program of the site's owner calls the API with; the key itself is shown once, when it is made. */
export interface ServiceKey {
  id: Id
  revision: number
  name: string
  /** The first characters of the key, to recognise it by. */
  prefix: string
  scopes: KeyScope[]
  createdBy: Actor
  createdAt: Instant
  /** Null for a key that does not expire. */
  expiresAt: Instant | null
  /** To the minute; null for a key that was never used. */
  lastUsedAt: Instant | null
  revokedAt: Instant | null
}

/** `GET /keys`: newest first, revoked ones included. */
export type ServiceKeyList = Page<ServiceKey>
