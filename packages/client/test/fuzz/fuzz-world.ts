/**
 * Everything of one run: time, network, journal, two nodes, clients of every kind. Steps change it; `expectWhole` ends
 * the noise and insists that everybody gets everything within bounded time.
 */
import type { LiveInfo, Transport } from '@copydesk/contract'
import { EventsClient } from './events-client.ts'
import type { FuzzClient } from './fuzz-client.ts'
import { FuzzJournal } from './fuzz-journal.ts'
import { createPlatform } from './platform.ts'
import type { Random } from './random.ts'
import { RealtimeClient } from './realtime-client.ts'
import { SdkClient, type SdkTransport } from './sdk-client.ts'
import { Servers } from './servers.ts'
import { Line, type LineKind, Place } from './virtual-network.ts'
import type { VirtualTime } from './virtual-time.ts'

export const channels = ['a', 'b', 'c'] as const

/** What clients of the SDK are made for, the last with its own fallback. */
const sdkTransports: readonly (readonly SdkTransport[])[] = [
  ['websocket'],
  ['http_stream'],
  ['sse'],
  ['websocket', 'http_stream', 'sse'],
]
const everything: Transport[] = ['websocket', 'http_stream', 'sse', 'poll']
const maxClients = 10
const newNetwork = ['network_down', 'network_up'] as const
/** By then everybody noticed what is dead, waited its longest, and tried again. */
const healingMs = 150_000

export class FuzzWorld {
  readonly time: VirtualTime
  readonly random: Random
  readonly journal: FuzzJournal
  readonly servers: Servers
  readonly clients: FuzzClient[] = []
  readonly #places = new Map<FuzzClient, Place>()
  readonly faults: unknown[] = []
  /** What the server offers, and whether it can be asked. */
  offered: Transport[] = everything
  isInfoAway = false
  #opened = 0
  #sdkCount = 0

  constructor(time: VirtualTime, random: Random) {
    this.time = time
    this.random = random
    this.journal = new FuzzJournal(time, random)
    this.servers = new Servers(time, random, this.journal)
  }

  publish(channel: string, count: number, padLength: number): void {
    for (let left = count; left > 0; left -= 1) {
      this.servers.announce(this.journal.publish(channel, padLength))
    }
  }

  open(): void {
    if (this.clients.length >= maxClients) return
    this.#opened += 1
    const place = new Place()
    const kind = this.random.pick(['realtime', 'realtime', 'sdk', 'sdk', 'events'] as const)
    const common = {
      name: `${kind} ${this.#opened}`,
      address: 'desk',
      emulationAddress: 'desk',
      platform: createPlatform((lineKind) => this.#connect(place, lineKind)),
      journal: this.journal,
      time: this.time,
      fault: (fault: unknown) => this.faults.push(fault),
    }
    const client =
      kind === 'events'
        ? new EventsClient({ ...common, channel: this.random.pick(channels) })
        : kind === 'sdk'
          ? this.#openSdk(common)
          : this.#openRealtime(common, place)
    this.#places.set(client, place)
    this.clients.push(client)
    for (const channel of channels) if (this.random.chance(0.6)) client.join(channel)
  }

  placeOf(client: FuzzClient): Place {
    const place = this.#places.get(client)
    if (!place) throw new Error(`${client.name} is nowhere`)
    return place
  }

  close(client: FuzzClient): void {
    this.clients.splice(this.clients.indexOf(client), 1)
    client.close()
  }

  /** Switches transports on and off, as an administrator does. */
  offer(transports: Transport[]): void {
    this.offered = transports
    this.servers.setTransports(transports.filter((one) => one !== 'poll'))
  }

  /** Throws what went wrong so far. */
  check(): void {
    const [fault] = [...this.faults, ...this.servers.faults]
    if (fault !== undefined) throw fault instanceof Error ? fault : new Error(JSON.stringify(fault))
  }

  /** All is well from now on; whoever follows a channel must know everything of it, and what comes next. */
  async expectWhole(): Promise<void> {
    await this.#lastWords()
    this.#heal()
    await this.time.advance(healingMs)
    this.journal.slowMs = 0
    await this.#expectAll()
    for (const channel of channels) this.publish(channel, 1, 0)
    // A hint may be lost: then the journal is asked every two seconds, or polled every five.
    await this.time.advance(15_000)
    await this.#expectAll()
    // Who had come down to polling climbs again, at the latest after ten minutes; sooner where the network is new.
    for (const client of this.clients) for (const signal of newNetwork) client.wake(signal)
    await this.time.advance(60_000)
    for (const client of this.clients) {
      if (!client.isBest) throw new Error(`${client.name} could be better: ${client.describe()}`)
    }
  }

  /** Everybody goes; nothing of them is left in the servers. */
  async expectClean(): Promise<void> {
    for (const client of [...this.clients]) this.close(client)
    await this.time.advance(60_000)
    this.check()
    for (const node of this.servers.nodes) {
      const { connections, subscriptions, channels: open, queuedBytes } = node?.hub.stats() ?? {}
      const left = JSON.stringify({ connections, subscriptions, open, queuedBytes })
      if (left !== '{"connections":0,"subscriptions":0,"open":0,"queuedBytes":0}') throw new Error(left)
    }
    for (const index of this.servers.nodes.keys()) this.servers.kill(index)
    await this.time.advance(60_000)
  }

  /** What is published last, and missed, is found by nothing that comes after it. */
  async #lastWords(): Promise<void> {
    this.journal.slowMs = this.random.pick([0, 300, 3_000])
    this.journal.failing = this.random.pick([0, 0.5])
    for (const channel of [...channels, ...channels]) {
      this.publish(channel, 1, 0)
      await this.time.advance(this.random.pick([0, 200, 2_000]))
    }
  }

  #heal(): void {
    this.journal.failing = 0
    this.isInfoAway = false
    this.servers.startAll()
    for (const index of this.servers.nodes.keys()) this.servers.sever(index, false)
    this.offer(everything)
    for (const client of this.clients) {
      const place = this.placeOf(client)
      place.mend()
      for (const line of [...place.lines]) {
        line.hold('up', false)
        line.hold('down', false)
        // An EventSource notices nothing of what is dead or held back; whoever uses it loads the page again.
        if (client instanceof EventsClient) line.cut()
      }
      client.wake('page_shown')
    }
  }

  async #expectAll(): Promise<void> {
    this.check()
    for (const client of this.clients) {
      if (!client.isServed) throw new Error(`${client.name} is not served: ${client.describe()}`)
      for (const { channel, position, state } of client.followers) {
        const head = await this.journal.head(channel)
        const known = JSON.stringify({ ...position, state: sorted(state) })
        const expected = JSON.stringify({ epoch: head.epoch, offset: head.offset, state: sorted(head.state) })
        if (known !== expected) {
          throw new Error(`${client.name} in ${channel}: ${known}, not ${expected}. ${client.describe()}`)
        }
      }
    }
  }

  #openSdk(common: Common): FuzzClient {
    this.#sdkCount += 1
    const transports = sdkTransports[this.#sdkCount % sdkTransports.length] ?? ['websocket']
    return new SdkClient({ ...common, transports })
  }

  #openRealtime(common: Common, place: Place): FuzzClient {
    return new RealtimeClient({
      ...common,
      random: this.random,
      liveInfo: async () => {
        if (this.isInfoAway || place.reach !== 'open') throw new Error('no answer')
        return infoOf(this.offered)
      },
    })
  }

  #connect(place: Place, kind: LineKind) {
    const line = new Line(this.time, this.random, place, kind)
    // What cannot be reached says so a moment later, or never.
    if (place.reach === 'refused') this.time.after(0, () => line.cut())
    else if (place.reach === 'open' && !this.servers.accept(line)) this.time.after(0, () => line.cut())
    return line.client
  }
}

type Common = Omit<ConstructorParameters<typeof RealtimeClient>[0], 'liveInfo' | 'random'>

function sorted(state: Record<string, number> | null): [string, number][] | null {
  return state && Object.entries(state).toSorted(([one], [other]) => one.localeCompare(other))
}

function infoOf(transports: Transport[]): LiveInfo {
  const enabled = transports.includes('websocket')
  return { websocket: enabled ? { enabled } : { enabled, reason: 'off by a setting' }, transports }
}
