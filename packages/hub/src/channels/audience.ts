/**
 * Who listens to a channel on this node, and how a message reaches all of them: framed once, the same bytes
 * written to everyone. Messages of one turn of the event loop share one frame and one write.
 *
 * Invariant: a member receives exactly what was published after it was added and before it was removed. Adding
 * therefore flushes first. The order of messages is the order of the calls.
 */

import { FramedText, type Framing } from '../connections/transport.ts'
import type { Environment } from '../environment.ts'
import type { HubCounters } from '../metrics/stats.ts'

/** Where a member's frames go. */
export interface Receiver {
  readonly framing: Framing
  deliver(frame: Uint8Array): void
}

/** A frame is closed at this size, in characters, so that a client can begin reading before all is sent. */
const maxBatchLength = 64 * 1024

export class Audience<Member> {
  /** Receivers by member: serving them must not touch more memory than it needs. */
  readonly #members = new Map<Member, Receiver>()
  readonly #soon: Environment['soon']
  readonly #counters: HubCounters
  #batch: string[] = []
  #batchLength = 0
  #scheduled = false

  constructor(soon: Environment['soon'], counters: HubCounters) {
    this.#soon = soon
    this.#counters = counters
  }

  get size(): number {
    return this.#members.size
  }

  members(): Member[] {
    return [...this.#members.keys()]
  }

  add(member: Member, receiver: Receiver): void {
    this.flush()
    this.#members.set(member, receiver)
  }

  delete(member: Member): void {
    this.#members.delete(member)
  }

  /** Sends a protocol message to every member, at the latest in the next turn of the event loop. */
  publish(message: string): void {
    if (this.#members.size === 0) return
    this.#batch.push(message)
    this.#batchLength += message.length
    if (this.#batchLength >= maxBatchLength) {
      this.flush()
    } else if (!this.#scheduled) {
      this.#scheduled = true
      this.#soon(() => {
        this.#scheduled = false
        this.flush()
      })
    }
  }

  /** Sends now what is waiting. */
  flush(): void {
    if (this.#batch.length === 0) return
    const framed = new FramedText(this.#batch.join('\n'))
    this.#counters.deliveries += this.#batch.length * this.#members.size
    this.#batch = []
    this.#batchLength = 0
    for (const receiver of this.#members.values()) receiver.deliver(framed.for(receiver.framing))
  }
}
