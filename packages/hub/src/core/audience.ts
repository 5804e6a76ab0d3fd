/**
 * Who listens to a channel on this node, and how a message reaches all of them: framed once, the same bytes
 * written to everyone. Messages of one turn of the event loop share one frame and one write.
 *
 * Invariant: a member receives exactly what was published after it was added and before it was removed. Adding
 * therefore flushes first. The order of messages is the order of the calls.
 */
import type { Environment } from './environment.ts'
import type { HubCounters } from './stats.ts'
import { FramedText, type Framing } from './transport.ts'

/** Someone who receives frames. */
export interface Member {
  readonly framing: Framing
  deliver(frame: Uint8Array): void
}

/** A frame is closed at this size, in characters, so that a client can begin reading before all is sent. */
const maxBatchLength = 64 * 1024

export class Audience<M extends Member> {
  readonly #members = new Set<M>()
  readonly #soon: Environment['soon']
  readonly #counters: HubCounters
  #batch: string[] = []
  #batchLength = 0
  #scheduled = false

  constructor(soon: Environment['soon'], counters: HubCounters) {
    this.#soon = soon
    this.#counters = counters
  }

  get members(): ReadonlySet<M> {
    return this.#members
  }

  add(member: M): void {
    this.flush()
    this.#members.add(member)
  }

  delete(member: M): void {
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
    for (const member of this.#members) member.deliver(framed.for(member.framing))
  }
}
