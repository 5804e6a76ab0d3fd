/** Channel `site`: which live updates are on, and the switches of administrators. */
import type { Actor } from '../core/actor.ts'
import type { Snapshot } from '../core/snapshot.ts'
import type { Instant } from '../core/time.ts'

export const transports = ['websocket', 'http_stream', 'sse', 'poll'] as const
export type Transport = (typeof transports)[number]

/** Which realtime transports are on, and which setting or person switched the others off. */
export interface LiveInfo {
  websocket: { enabled: boolean; reason?: string }
  transports: Transport[]
  /** Why `transports` is empty, naming the setting or person; absent otherwise. */
  reason?: string
}

/** Something that an administrator switches on and off while the server runs. */
export interface LiveSwitch {
  /** What was chosen; on at first. */
  enabled: boolean
  /** Who chose it last; null when nobody did, or for somebody who is not signed in. */
  changedBy: Actor | null
  changedAt: Instant | null
  /** The setting that switched it off, whatever was chosen, and where that was set; null where the choice counts. */
  fixedBy: string | null
}

/** Channel `site`: what is on, and the switches: all live updates together, and WebSockets alone. */
export interface LiveState extends LiveInfo {
  switches: { all: LiveSwitch; websocket: LiveSwitch }
}

/** `GET /live`, for anybody; who is not signed in learns no names. */
export type LiveSnapshot = Snapshot<LiveState>
