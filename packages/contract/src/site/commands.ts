/** The switches of administrators, and the token for realtime clients without the cookie. */
import type { Instant } from '../core/time.ts'

/** `PATCH /live` answers the `LiveState`. */
export interface ChangeLive {
  /** All live updates. */
  enabled?: boolean | undefined
  websocket?: { enabled: boolean } | undefined
}

/** `POST /live/token`: a connection JWT (RFC 7519) for realtime clients without the cookie. */
export interface LiveToken {
  token: string
  expiresAt: Instant
}
