/**
 * What somebody who follows a channel knows, and what was promised to him: after a snapshot every publication once and
 * in order, or the word to load anew. Throws where that is broken. Snapshots take their time, as over a network.
 */
import type { ChannelState, FuzzJournal, Snapshot } from './fuzz-journal.ts'

export class Follower {
  readonly channel: string
  readonly #journal: FuzzJournal
  /** Where the stream stands; null before it was ever told. */
  #stream: { epoch: string; offset: number } | null = null
  /** The snapshot and what came after it; null while one is awaited. */
  #known: Snapshot | null = null
  /** Came while a snapshot is awaited. */
  #early: { offset: number; data: unknown }[] = []
  #loads = 0
  recoveries = 0
  reloads = 0
  taken = 0

  constructor(channel: string, journal: FuzzJournal) {
    this.channel = channel
    this.#journal = journal
  }

  get position(): { epoch: string; offset: number } | null {
    return this.#known && { epoch: this.#known.epoch, offset: this.#known.offset }
  }

  /** Where the stream stands, whether or not the snapshot for it is there. */
  get stream(): { epoch: string; offset: number } | null {
    return this.#stream
  }

  get state(): ChannelState | null {
    return this.#known?.state ?? null
  }

  /** A snapshot was loaded and the stream shall go on from there. */
  start(snapshot: Snapshot): void {
    this.#known = structuredClone(snapshot)
    this.#stream = { epoch: snapshot.epoch, offset: snapshot.offset }
    this.#early = []
  }

  /** Nothing of what is known counts any more until the next `start`. */
  forget(): void {
    this.#loads += 1
    this.#known = null
    this.#stream = null
    this.#early = []
  }

  /** The server goes on where the stream stood. */
  recovered(): void {
    if (this.#stream === null) throw new Error(`${this.channel}: recovered from nowhere`)
    this.recoveries += 1
  }

  /** The server goes on from another position; what happened before it must be loaded. */
  async restarted(epoch: string, offset: number): Promise<void> {
    this.reloads += 1
    this.#loads += 1
    const mine = this.#loads
    this.#journal.expectPosition(this.channel, epoch, offset)
    this.#stream = { epoch, offset }
    this.#known = null
    this.#early = []
    const snapshot = await this.#journal.load(this.channel)
    if (mine !== this.#loads) return
    // The stream broke meanwhile, and the server will say so.
    if (snapshot.epoch !== this.#stream.epoch) return
    if (snapshot.offset < offset) throw new Error(`${this.channel}: a snapshot older than the stream`)
    this.#known = snapshot
    for (const { offset: at, data } of this.#early.splice(0)) {
      if (at > snapshot.offset) this.#apply(at, data)
    }
  }

  /** A publication of the stream. */
  publication(offset: number, data: unknown): void {
    const stream = this.#stream
    if (stream === null) throw new Error(`${this.channel}: publication ${offset} out of the blue`)
    if (offset !== stream.offset + 1) {
      throw new Error(`${this.channel}: after ${stream.offset} came ${offset}`)
    }
    stream.offset = offset
    this.#journal.expectPublication(this.channel, stream.epoch, offset, data)
    this.taken += 1
    if (this.#known === null) this.#early.push({ offset, data })
    else if (offset > this.#known.offset) this.#apply(offset, data)
  }

  #apply(offset: number, data: unknown): void {
    const known = this.#known
    if (known === null || offset !== known.offset + 1) {
      throw new Error(`${this.channel}: snapshot at ${known?.offset}, then ${offset}`)
    }
    known.offset = offset
    this.#journal.reduce(known.state, data)
  }
}
