/** What is sent to schedule a project or a version by itself, and to change that. */
import type { Instant } from '../../core/time.ts'
import type { Occurrence } from './entity.ts'

/**
 * `POST /projects/{id}/schedule` and `POST /content/{id}/versions/{versionId}/schedule` answer 201 with the schedule.
 */
export interface CreateSchedule {
  /** What the clocks of the zone show then, `2026-12-24T09:00`; seconds and milliseconds may follow. */
  wallTime: string
  /** IANA time zone. */
  timeZone: string
  /** Which of the two, where clocks are set back and show it twice; refused without (`time_repeated`). */
  occurrence?: Occurrence | undefined
  /** Why; kept with the release. */
  note?: string | undefined
}

/** `PATCH …/schedule` answers the schedule: what is left out stays. Whoever changes it is whose name it runs in. */
export interface ChangeSchedule {
  wallTime?: string | undefined
  timeZone?: string | undefined
  occurrence?: Occurrence | undefined
  note?: string | undefined
}

/** One of the instants that a wall time may be; listed in the problem's `choices`. */
export interface TimeChoice {
  occurrence: Occurrence
  /** `+02:00` */
  offset: string
  at: Instant
}
