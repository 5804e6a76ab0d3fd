/** Work that failed at its last attempt, as administrators see it. */
import type { Actor } from '../core/actor.ts'
import type { Id } from '../core/ids.ts'
import type { Page } from '../core/page.ts'
import type { Instant } from '../core/time.ts'

/** It waits for somebody who has it tried again, or discards it; what it was to do in detail is not shown. */
export interface FailedWork {
  id: Id
  /** The name of the work, as in the metrics. */
  work: string
  /** In whose name it is carried out. */
  actor: Actor
  createdAt: Instant
  failedAt: Instant
  attempts: number
  /** Why the last attempt failed, in the words of what failed; without what looks like a secret. */
  error: string
}

/** `GET /failed-work`: newest first. */
export type FailedWorkList = Page<FailedWork>
