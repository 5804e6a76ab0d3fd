/** What is sent and answered when a service key is made. */
import type { Instant } from '../../core/time.ts'
import type { ServiceKey } from './entity.ts'
import type { KeyScope } from './scopes.ts'

/** `POST /keys` */
export interface CreateServiceKey {
  name: string
  scopes: KeyScope[]
  expiresAt?: Instant | null | undefined
}

/** The answer to it, the only one with the key; empty where the same request is sent again. */
export interface CreatedServiceKey extends ServiceKey {
  key: string
}

/** The header in which a service key names the person that it acts for. */
export const onBehalfHeader = 'copydesk-on-behalf-of'
