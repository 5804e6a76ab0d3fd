/**
 * What a memory journal holds: per channel the newest publications, each for a time. A channel enters with its first
 * publication. When its last one has outlived its time, only where the channel stands is remembered, and in the end
 * not even that: then its next publication begins a new epoch.
 *
 *     (nothing) ──append──▶ kept ──too old──▶ remembered ──idle, or too many of them──▶ (nothing)
 *                            ▲────append──────────┘
 *
 * Ageing is swept in steps of bounded work, so that channels nobody touches again cost neither memory nor a pause.
 */
import { randomUUID } from 'node:crypto'
import type { Publication } from './journal.ts'
import { type Listed, RecencyList } from './recency-list.ts'

/** How much of a channel is kept. */
export interface Retention {
  /** Publications. */
  size: number
  /** Milliseconds; absent: for ever. */
  ttlMs?: number
}

/** How much is held at this moment. */
export interface HeldFigures {
  /** Channels with publications. */
  channels: number
  /** Channels whose publications are all gone and whose position is remembered. */
  remembered: number
  /** Of all payloads, as UTF-8. */
  bytes: number
}

export interface StreamsLimits {
  retention(channel: string): Retention
  /** A channel in which nothing was published for this long is forgotten. */
  idleMs: number
  /** Payloads beyond this are dropped, those of the channel that changed longest ago first. */
  maxBytes: number
  /** Positions of channels without publications beyond this are forgotten, oldest first. */
  maxRemembered: number
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number
}

interface Kept extends Publication {
  at: number
  bytes: number
}

export interface Stream extends Listed {
  readonly channel: string
  readonly epoch: string
  readonly retention: Retention
  offset: number
  changedAt: number
  publications: Kept[]
  /** Where it is looked after. */
  list: RecencyList<Stream> | null
}

const nothing: Kept[] = []

export class MemoryStreams {
  readonly #limits: StreamsLimits
  readonly #streams = new Map<string, Stream>()
  /** Streams with publications, by how long these last. */
  readonly #byLifetime = new Map<number, RecencyList<Stream>>()
  #remembered = new RecencyList<Stream>()
  #bytes = 0
  #base = randomUUID()
  #generation = 0
  #epoch = `${this.#base}.0`

  constructor(limits: StreamsLimits) {
    this.#limits = limits
  }

  /** The epoch of channels without a stream. It changes when one is forgotten, so that no epoch comes twice. */
  get epoch(): string {
    return this.#epoch
  }

  get held(): HeldFigures {
    const channels = this.#streams.size - this.#remembered.size
    return { channels, remembered: this.#remembered.size, bytes: this.#bytes }
  }

  /** The stream of a channel without what is too old; undefined where nothing was published, or all is forgotten. */
  find(channel: string): Stream | undefined {
    const stream = this.#streams.get(channel)
    if (stream !== undefined) this.#dropAged(stream)
    return stream
  }

  append(channel: string, publication: Omit<Publication, 'offset'>): { stream: Stream; offset: number } {
    const stream = this.find(channel) ?? this.#create(channel)
    const now = this.#limits.monotonic()
    if (stream.publications === nothing) stream.publications = []
    stream.offset += 1
    stream.changedAt = now
    const bytes = Buffer.byteLength(publication.data)
    stream.publications.push({ ...publication, offset: stream.offset, at: now, bytes })
    this.#bytes += bytes
    this.drop(stream, stream.publications.length - stream.retention.size)
    this.#moveTo(this.#listFor(stream), stream)
    while (this.#bytes > this.#limits.maxBytes) this.#makeRoom(stream)
    // More than comes in with each publication, so that the sweep keeps up.
    this.sweep(2)
    return { stream, offset: stream.offset }
  }

  /** Drops the oldest publications of a stream. */
  drop(stream: Stream, count: number): void {
    if (count <= 0) return
    for (const { bytes } of stream.publications.splice(0, count)) this.#bytes -= bytes
  }

  /** Looks after at most this many streams that nobody touched; the others wait for the next call. */
  sweep(most: number): void {
    let left = most
    const now = this.#limits.monotonic()
    for (const [lifetimeMs, streams] of this.#byLifetime) {
      for (; left > 0 && streams.oldest && streams.oldest.changedAt <= now - lifetimeMs; left -= 1) {
        this.#remember(streams.oldest)
      }
    }
    for (; left > 0 && this.#remembered.oldest; left -= 1) {
      const { oldest, size } = this.#remembered
      if (size <= this.#limits.maxRemembered && oldest.changedAt >= now - this.#limits.idleMs) return
      this.#forget(oldest)
    }
  }

  /** Forgets everything; no epoch of before comes again. */
  clear(): void {
    this.#streams.clear()
    this.#byLifetime.clear()
    this.#remembered = new RecencyList()
    this.#bytes = 0
    this.#base = randomUUID()
    this.#nextEpoch()
  }

  #create(channel: string): Stream {
    const stream: Stream = {
      channel,
      epoch: this.#epoch,
      retention: this.#limits.retention(channel),
      offset: 0,
      changedAt: 0,
      publications: nothing,
      list: null,
      older: null,
      newer: null,
    }
    this.#streams.set(channel, stream)
    return stream
  }

  #listFor({ retention }: Stream): RecencyList<Stream> {
    const lifetimeMs = Math.min(retention.ttlMs ?? Number.POSITIVE_INFINITY, this.#limits.idleMs)
    const list = this.#byLifetime.get(lifetimeMs) ?? new RecencyList()
    this.#byLifetime.set(lifetimeMs, list)
    return list
  }

  /** Makes it the newest one of that list. */
  #moveTo(list: RecencyList<Stream> | null, stream: Stream): void {
    stream.list?.delete(stream)
    stream.list = list
    list?.add(stream)
  }

  #dropAged(stream: Stream): void {
    const { publications, retention } = stream
    if (retention.ttlMs === undefined || publications.length === 0) return
    const bound = this.#limits.monotonic() - retention.ttlMs
    const firstKept = publications.findIndex(({ at }) => at > bound)
    this.drop(stream, firstKept === -1 ? publications.length : firstKept)
  }

  #remember(stream: Stream): void {
    this.drop(stream, stream.publications.length)
    stream.publications = nothing
    this.#moveTo(this.#remembered, stream)
  }

  #forget(stream: Stream): void {
    this.#moveTo(null, stream)
    this.#streams.delete(stream.channel)
    this.#nextEpoch()
  }

  /** Drops all of the channel that changed longest ago; of `newest`, where it is the only one, the oldest. */
  #makeRoom(newest: Stream): void {
    let oldest = newest
    for (const { oldest: first } of this.#byLifetime.values()) {
      if (first !== null && first.changedAt <= oldest.changedAt) oldest = first
    }
    if (oldest === newest) this.drop(newest, 1)
    else this.#remember(oldest)
  }

  #nextEpoch(): void {
    this.#generation += 1
    this.#epoch = `${this.#base}.${this.#generation}`
  }
}
