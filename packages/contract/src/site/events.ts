/** What is published in `site`, and in the doctor's own channel. */
import type { EventBase } from '../core/event.ts'
import type { ApprovalRuleChanged } from '../projects/review/events.ts'
import type { LiveState } from './entity.ts'

export interface LiveChanged extends EventBase<'live.changed'> {
  live: LiveState
}

/** Channel `site`. */
export type SiteEvent = LiveChanged | ApprovalRuleChanged

/** Channel `doctor`: a test publication; `probe` is the id that the doctor made for it. */
export interface DoctorProbed extends EventBase<'doctor.probed'> {
  probe: string
}
