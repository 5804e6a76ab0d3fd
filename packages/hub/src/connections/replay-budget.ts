/**
 * How much of what a client missed one connection is sent: so little at a time that a slow line carries it before the
 * client gives the connection up. It is one budget for all channels, because a client that comes back recovers all of
 * them at once. What is beyond it is not recovered: the client loads that state anew, at its own pace.
 */
import type { ChannelAdmission } from '../channels/channels.ts'
import { nothingMissed } from '../channels/recent-publications.ts'
import type { TransportKind } from './transport.ts'

/** In this time an exhausted budget is whole again: longer than SDKs wait for a reply (5 s). */
const refillMs = 10_000
/** What stands around the publications of a reply, generously. */
const replyBytes = 200
/** What a carrier writes around each publication beside the protocol's text: ids, in the case of `GET /events`. */
const bytesAround: Partial<Record<TransportKind, number>> = { events: 80 }

export class ReplayBudget {
  readonly #maxBytes: number
  #left: number
  #at = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#left = maxBytes
  }

  /**
   * How the subscriber comes in: with what it missed where the budget holds that, else without. `now` is in
   * milliseconds, by a clock that is never set back.
   */
  admit(admission: ChannelAdmission, kind: TransportKind, now: number): ChannelAdmission {
    if (admission.position === null || admission.missed.publications.length === 0) return admission
    const { publications, bytes } = admission.missed
    const around = replyBytes + publications.length * (bytesAround[kind] ?? 0)
    if (this.#take(bytes + around, now)) return admission
    return { position: admission.position, recovered: false, missed: nothingMissed }
  }

  #take(bytes: number, now: number): boolean {
    const refilled = (this.#maxBytes * (now - this.#at)) / refillMs
    this.#left = Math.min(this.#maxBytes, this.#left + refilled)
    this.#at = now
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }
}
