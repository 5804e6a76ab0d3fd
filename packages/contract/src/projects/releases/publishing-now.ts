/**
 * What the server says among those who are in a project when it begins to publish many items: in whose name, whether a
 * person, a program or a schedule asked for it. It is kept nowhere, and nothing of it was published yet.
 */
import type { Actor } from '../../core/actor.ts'

export interface PublishingNow {
  actor: Actor
  /** The items that go out. */
  count: number
}

/** What is smaller is over before one could read of it. */
export const leastPublishing = 50

/** As it is said. */
export function sayPublishing(publishing: PublishingNow): { publishing: PublishingNow } {
  return { publishing }
}

/** Of what the server said last; null where that is something else, or nothing. */
export function publishingOf(said: unknown): PublishingNow | null {
  return (said as { publishing?: PublishingNow } | undefined)?.publishing ?? null
}
