/**
 * Schedules: when a project, or one version by itself, goes out. What it is given is the time on the wall in a zone;
 * the instant follows from that, also when the rules of the zone change.
 *
 *     pending → cancelled | running | missed
 *     running → done | failed          within one transaction, so nobody sees it run
 *     missed → running | cancelled     by a person
 */
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Instant } from '../../core/time.ts'
import type { TimeZone } from '../../text/time-zone.ts'

export const scheduleStates = ['pending', 'running', 'missed', 'done', 'failed', 'cancelled'] as const
export type ScheduleState = (typeof scheduleStates)[number]

/** Which of two: a time that a clock shows twice, when it is set back. */
export const occurrences = ['earlier', 'later'] as const
export type Occurrence = (typeof occurrences)[number]

export interface Schedule {
  id: Id
  revision: number
  /** Null where a version is scheduled by itself. */
  projectId: Id | null
  /** The version by itself and its content; null where a project is scheduled. */
  contentId: Id | null
  versionId: Id | null
  state: ScheduleState
  /** What the clocks of the zone show then: `2026-12-24T09:00:00`. */
  wallTime: string
  timeZone: TimeZone
  /** Null unless they show it twice. */
  occurrence: Occurrence | null
  /** The instant that this is, by the rules of the zone as they are known now. */
  dueAt: Instant
  /** Why, in the words of whoever scheduled; the release gets them. */
  note: string
  /** In whose name it is carried out, with the rights that they have then. */
  scheduledBy: Actor
  createdAt: Instant
  updatedAt: Instant
  /** Since when something is in its way; null: nothing was when it was last looked at. */
  blockedAt: Instant | null
  /** When it was carried out, failed or was cancelled. */
  endedAt: Instant | null
  /** Why it failed; null unless it did. */
  failure: ScheduleFailure | null
}

export interface ScheduleFailure {
  /** As a refusal of the API. */
  code: string
  detail: string
}

/** Whether it still holds what it is to publish: texts and membership are locked, and people may change or cancel it. */
export function isActive({ state }: Pick<Schedule, 'state'>): boolean {
  return state === 'pending' || state === 'missed'
}
