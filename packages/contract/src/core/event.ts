/** What every event of the product's channels has. */
import type { Actor } from './actor.ts'
import type { Id } from './ids.ts'
import type { Instant } from './time.ts'

export interface EventBase<Type extends string> {
  id: Id
  type: Type
  at: Instant
  actor: Actor
  /** The Idempotency-Key of the command that caused the event. */
  commandId?: string
}
