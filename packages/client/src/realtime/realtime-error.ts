/** The error with which a request to a channel is refused. */

/** The codes of the protocol (103 not allowed, 108 not available, 112 unrecoverable position …), and our own. */
export const realtimeCodes = {
  /** No connection came in time, or it ended before the answer. */
  notConnected: 0,
  notAvailable: 108,
} as const

export class RealtimeError extends Error {
  override readonly name = 'RealtimeError'
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
