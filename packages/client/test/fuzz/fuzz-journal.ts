/**
 * The journal behind the hubs of the fuzz: a memory journal that can be slow, fail, forget and be restored, with all
 * that was ever published beside it, so that whatever a client says it got can be held against it.
 */
import {
  type Announcement,
  createMemoryJournal,
  type JournalReader,
  type MemoryJournal,
  type StreamPosition,
} from '@copydesk/hub'
import type { Clock } from '../../src/index.ts'
import type { Random } from './random.ts'

/** Texts by their keys, as a page would show them. */
export type ChannelState = Record<string, number>

export interface Snapshot extends StreamPosition {
  state: ChannelState
}

interface Event {
  n: number
  key: string
  pad: string
}

export const journalAway = 'the journal is away'

export class FuzzJournal {
  /** As the hubs read it. */
  readonly reader: JournalReader
  /** The part of all reads that fails. */
  failing = 0
  /** Reads take up to so long. */
  slowMs = 0
  published = 0
  readonly memory: MemoryJournal = createMemoryJournal({ maxPublications: 200 })
  readonly #time: Clock
  readonly #random: Random
  readonly #states = new Map<string, ChannelState>()
  /** The numbers of all publications, by channel and epoch, in order of offset. */
  readonly #logs = new Map<string, number[]>()

  constructor(time: Clock, random: Random) {
    this.#time = time
    this.#random = random
    const { memory } = this
    this.reader = {
      position: (channel) => this.#read(() => memory.position(channel)),
      read: (channel, after, limit) => this.#read(() => memory.read(channel, after, limit)),
      heads: (channels) => this.#read(() => memory.heads(channels)),
    }
  }

  /** Commits a change; what it answers may be announced. */
  publish(channel: string, padLength: number): Announcement {
    this.published += 1
    const event: Event = {
      n: this.published,
      key: `key ${this.#random.below(5)}`,
      pad: 'x'.repeat(padLength),
    }
    const { publication, position } = this.memory.append(channel, JSON.stringify(event))
    this.#logOf(channel, position.epoch).push(event.n)
    this.reduce(this.#stateOf(channel), event)
    return { channel, epoch: position.epoch, publications: [publication] }
  }

  /** Only so many publications of each channel are kept. */
  prune(channel: string, keep: number): void {
    this.memory.prune(channel, keep)
  }

  /** A backup was restored: the same rows, another history. */
  restore(): void {
    this.memory.rotateEpochs()
  }

  /** State and position of one moment, told a while later. */
  async load(channel: string): Promise<Snapshot> {
    const snapshot = await this.head(channel)
    await this.#pass(this.#random.pick([0, 0, 20, 3_000]))
    return snapshot
  }

  /** State and position of this moment. */
  async head(channel: string): Promise<Snapshot> {
    const state = { ...this.#stateOf(channel) }
    return { ...(await this.memory.position(channel)), state }
  }

  reduce(state: ChannelState, data: unknown): void {
    const { n, key } = data as Event
    state[key] = n
  }

  expectPosition(channel: string, epoch: string, offset: number): void {
    if (offset > this.#logOf(channel, epoch).length)
      throw new Error(`${channel}: ${offset} was never reached`)
  }

  expectPublication(channel: string, epoch: string, offset: number, data: unknown): void {
    const expected = this.#logOf(channel, epoch)[offset - 1]
    const { n } = data as Event
    if (n !== expected) throw new Error(`${channel}: at ${offset} came ${n}, not ${expected}`)
  }

  #stateOf(channel: string): ChannelState {
    const state = this.#states.get(channel) ?? {}
    this.#states.set(channel, state)
    return state
  }

  #logOf(channel: string, epoch: string): number[] {
    const key = `${channel} ${epoch}`
    const log = this.#logs.get(key) ?? []
    this.#logs.set(key, log)
    return log
  }

  /** What a read sees is of its beginning or of its end. */
  async #read<T>(read: () => Promise<T>): Promise<T> {
    const delayMs = this.slowMs === 0 ? 0 : this.#random.below(this.slowMs)
    const isEarly = this.#random.chance(0.5)
    const early = isEarly ? await read() : null
    await this.#pass(delayMs)
    if (this.#random.chance(this.failing)) throw new Error(journalAway)
    return early ?? read()
  }

  async #pass(ms: number): Promise<void> {
    if (ms > 0) await new Promise<void>((resolve) => this.#time.after(ms, resolve))
  }
}
