/**
 * A subscriber as the model test sees it: it checks each publication as it arrives and remembers where it stands,
 * as a real client does. A cut client comes back with that position.
 */
import type { ServerMessage, SubscribeResult } from '@copydesk/protocol'
import type { Connection } from '../../src/connections/connection.ts'
import type { HubCore } from '../../src/hub-core.ts'
import { FakeTransport } from './fake-transport.ts'
import { plainHandshake } from './test-client.ts'

/** What was ever published: payloads by epoch, in order of offset. */
export type Published = Map<string, string[]>

type State = { phase: 'away' } | { phase: 'joining' } | { phase: 'live' }

export class ModelClient {
  readonly #channel: string
  readonly #published: Published
  state: State = { phase: 'away' }
  position: { epoch: string; offset: number } | null = null
  /** Snapshots it had to load, the first one included. */
  reloads = 0
  #connection: Connection | null = null

  constructor(channel: string, published: Published) {
    this.#channel = channel
    this.#published = published
  }

  /** Connects to a node and subscribes from its position. */
  comeBack(core: HubCore): void {
    if (this.state.phase !== 'away') return
    const transport = new FakeTransport()
    transport.write = (frame) => {
      for (const line of Buffer.from(frame).toString().split('\n')) this.#receive(JSON.parse(line))
    }
    this.#connection = core.open(transport, plainHandshake)
    this.#connection.receive('{"id":1,"connect":{"token":"ann"}}')
    this.#subscribe()
  }

  cut(): void {
    const connection = this.#connection
    this.#connection = null
    this.state = { phase: 'away' }
    connection?.transportClosed(1006)
  }

  #subscribe(): void {
    this.state = { phase: 'joining' }
    const since = this.position === null ? {} : { recover: true, ...this.position }
    this.#connection?.receive(JSON.stringify({ id: 2, subscribe: { channel: this.#channel, ...since } }))
  }

  #receive(message: ServerMessage): void {
    if ('id' in message) {
      if (message.error) throw new Error(`Error ${message.error.code}`)
      if (message.subscribe) this.#joined(message.subscribe)
    } else if ('push' in message) {
      if (message.push.unsubscribe) this.#subscribe()
      else if (message.push.pub) this.#take(message.push.pub.offset, message.push.pub.data)
    }
  }

  #joined(result: SubscribeResult): void {
    if (this.state.phase !== 'joining') throw new Error('A reply that nobody asked for')
    this.state = { phase: 'live' }
    if (!result.recovered) {
      this.reloads += 1
      this.position = { epoch: result.epoch ?? '', offset: result.offset ?? -1 }
      const known = this.#published.get(this.position.epoch)?.length ?? 0
      if (this.position.offset > known) throw new Error('A position that never was')
    }
    if (result.offset !== this.position?.offset) throw new Error('Recovered from another position')
    for (const { offset, data } of result.publications ?? []) this.#take(offset, data)
  }

  #take(offset: number | undefined, data: unknown): void {
    const { position } = this
    if (this.state.phase !== 'live' || position === null) throw new Error('A publication before the reply')
    if (offset !== position.offset + 1) throw new Error(`After ${position.offset} came ${offset}`)
    const expected = this.#published.get(position.epoch)?.[offset - 1]
    if (JSON.stringify(data) !== expected) throw new Error(`At ${offset} came ${data}, not ${expected}`)
    this.position = { epoch: position.epoch, offset }
  }
}
