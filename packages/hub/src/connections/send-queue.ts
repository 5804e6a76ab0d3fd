/**
 * What leaves on one connection, in order: replies, which are gathered while commands are carried out because a
 * client usually connects and subscribes with one message, and frames that many connections share. A client that
 * reads too slowly to be served is reported, not waited for.
 */
import type { Environment } from '../environment.ts'
import type { Framing, Transport } from './transport.ts'

export interface SendQueueOwner {
  /** More waits for the client than it may. The queue is not used again. */
  tooSlow(): void
}

/** Gathered replies are sent at this length, in characters. */
const maxGathered = 64 * 1024

export class SendQueue {
  readonly framing: Framing
  readonly #transport: Transport
  readonly #maxQueuedBytes: number
  readonly #owner: SendQueueOwner
  readonly #soon: Environment['soon']
  #gathered: string[] = []
  #gatheredLength = 0
  #gathering = false
  #scheduled = false

  constructor(
    transport: Transport,
    maxQueuedBytes: number,
    owner: SendQueueOwner,
    soon: Environment['soon'],
  ) {
    this.framing = transport.framing
    this.#transport = transport
    this.#maxQueuedBytes = maxQueuedBytes
    this.#owner = owner
    this.#soon = soon
  }

  /** From here on replies may wait for each other, until `flush` or the next turn of the event loop. */
  gather(): void {
    this.#gathering = true
  }

  /** Sends a protocol message. */
  send(message: string): void {
    this.#gathered.push(message)
    this.#gatheredLength += message.length
    if (!this.#gathering || this.#gatheredLength >= maxGathered) {
      this.#sendGathered()
    } else if (!this.#scheduled) {
      // Should the next command take its time, the answers before it do not wait for it.
      this.#scheduled = true
      this.#soon(() => {
        this.#scheduled = false
        this.#sendGathered()
      })
    }
  }

  /** Sends a ready-made frame. */
  deliver(frame: Uint8Array): void {
    if (this.#gatheredLength > 0) this.#sendGathered()
    if (this.#transport.queuedBytes > this.#maxQueuedBytes) this.#owner.tooSlow()
    else this.#transport.write(frame)
  }

  /** Sends what was gathered and gathers no longer. */
  flush(): void {
    this.#gathering = false
    this.#sendGathered()
  }

  /** Forgets what was gathered: the connection is gone. */
  discard(): void {
    this.#gathered = []
    this.#gatheredLength = 0
  }

  #sendGathered(): void {
    if (this.#gatheredLength === 0) return
    const message = this.#gathered.join('\n')
    this.discard()
    this.deliver(this.framing(message))
  }
}
