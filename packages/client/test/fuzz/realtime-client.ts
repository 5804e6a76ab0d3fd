/** Our own client in the fuzz: `Realtime` over whichever transport its ladder finds, each channel with a follower. */
import type { LiveInfo } from '@copydesk/contract'
import {
  type Clock,
  type FeedMembership,
  Realtime,
  type RealtimeOptions,
  type WakeSignal,
} from '../../src/index.ts'
import { Follower } from './follower.ts'
import type { FuzzClient } from './fuzz-client.ts'
import type { FuzzJournal } from './fuzz-journal.ts'
import type { Platform } from './platform.ts'
import type { Random } from './random.ts'

export interface RealtimeClientOptions {
  name: string
  platform: Platform
  journal: FuzzJournal
  time: Clock
  /** Scheme-less address of the server, and of the one that takes commands for streams. */
  address: string
  emulationAddress: string
  /** How patient it is, where that is not left to it. */
  patience?: Partial<RealtimeOptions>
  random: Random
  liveInfo: () => Promise<LiveInfo>
  fault: (fault: unknown) => void
}

interface Reading {
  follower: Follower
  leave(): void
}

export class RealtimeClient implements FuzzClient {
  readonly name: string
  readonly #options: RealtimeClientOptions
  readonly #realtime: Realtime
  readonly #readings: Reading[] = []
  #isHidden = false
  #wake: (signal: WakeSignal) => void = () => undefined

  constructor(options: RealtimeClientOptions) {
    this.#options = options
    this.name = options.name
    this.#realtime = new Realtime({
      ...options.patience,
      url: `ws://${options.address}/connection/websocket`,
      endpoints: { emulation: `http://${options.emulationAddress}/emulation` },
      WebSocket: options.platform.WebSocket,
      fetch: options.platform.fetch,
      getToken: async () => options.name,
      random: options.random.next,
      clock: options.time,
      liveInfo: options.liveInfo,
      checkSession: async () => 'signed_in',
      onError: options.fault,
      wakeSignals: {
        isOnline: () => true,
        isHidden: () => this.#isHidden,
        subscribe: (listener) => {
          this.#wake = listener
          return () => {
            this.#wake = () => undefined
          }
        },
      },
    })
    this.#realtime.start()
  }

  get followers(): Follower[] {
    return this.#readings.map(({ follower }) => follower)
  }

  get isServed(): boolean {
    return (
      this.#realtime.isConnected() &&
      this.#readings.every(({ follower }) => this.#realtime.isLive(follower.channel))
    )
  }

  get isBest(): boolean {
    const { status, transport } = this.#realtime.getStatus()
    return status === 'live' && transport === 'websocket'
  }

  describe(): string {
    return JSON.stringify(this.#realtime.getStatus())
  }

  join(channel: string): void {
    const { journal, fault } = this.#options
    const follower = new Follower(channel, journal)
    let loads = 0
    let hasLeft = false
    const load = async (membership: FeedMembership) => {
      loads += 1
      const mine = loads
      follower.forget()
      const snapshot = await journal.load(channel)
      if (mine !== loads || hasLeft) return
      follower.start(snapshot)
      if (membership.startAt(snapshot) === 'reload') await load(membership)
    }
    const membership: FeedMembership = this.#realtime.join(channel, {
      onPublication: ({ offset, data }, fresh) => {
        if (fresh) follower.publication(offset, data)
      },
      onReload: () => {
        follower.reloads += 1
        load(membership).catch(fault)
      },
      onClosed: (closed) => fault({ channel, ...closed }),
    })
    load(membership).catch(fault)
    this.#readings.push({
      follower,
      leave: () => {
        hasLeft = true
        membership.leave()
      },
    })
  }

  leave(index: number): void {
    for (const reading of this.#readings.splice(index % this.#readings.length, 1)) reading.leave()
  }

  wake(signal: WakeSignal): void {
    if (signal === 'page_hidden' || signal === 'page_shown') this.#isHidden = signal === 'page_hidden'
    this.#wake(signal)
  }

  close(): void {
    for (const reading of this.#readings.splice(0)) reading.leave()
    this.#realtime.stop()
  }
}
