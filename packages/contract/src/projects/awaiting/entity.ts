/** What a person is to do next in any project: decide, go on with, tick off. */
import type { Status } from '../../content/status.ts'
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { CalendarDate } from '../../core/time.ts'

/** To decide on what is in review, to go on with a text, to tick off a task. */
export const awaitedKinds = ['approve', 'finish', 'tick'] as const
export type AwaitedKind = (typeof awaitedKinds)[number]

export interface Awaited {
  /** Of the item or of the task. */
  id: Id
  kind: AwaitedKind
  projectId: Id
  projectName: string
  /** The item, or the one that the task is about. */
  itemId: Id | null
  taskId: Id | null
  /** Of the item or of the task. */
  title: string
  /** Null for a task. */
  status: Status | null
  /** Why it was rejected, where somebody said so. */
  reason: string | null
  dueAt: CalendarDate | null
}

/** How many of them one is shown at most. */
export const mostAwaited = 200

/** `GET /me/awaiting`: what is due first comes first. `total` counts what is left out too. */
export interface AwaitingState extends Page<Awaited> {
  total: number
}
