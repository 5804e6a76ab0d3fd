/**
 * A network with a hub behind it, for the real SDK: sockets whose opening, silence and end the test decides.
 * The hub answers as PROTOCOL.md says, as far as these tests need it.
 */
import type { WebSocketClass } from '../src/index.ts'

type Json = Record<string, unknown>

/** A command as the SDK sends it. */
export interface SentCommand {
  id?: number
  connect?: { token?: string }
  subscribe?: { channel: string; recover?: boolean; epoch?: string; offset?: number }
  unsubscribe?: { channel: string }
  presence?: { channel: string }
}

interface FakeChannelState {
  epoch: string
  /** Data of the publications; offset 1 is the first. */
  publications: unknown[]
}

export interface FakeHub {
  WebSocket: WebSocketClass
  /**
   * `answer`: as it should be. `refuse`: sockets do not open. `silent`: they open and then carry nothing.
   * `hang`: neither.
   */
  mode: 'answer' | 'refuse' | 'silent' | 'hang'
  /** Times (Unix ms) at which sockets were made. */
  attempts: number[]
  /** Commands received, oldest first. */
  commands: SentCommand[]
  /** Sockets that are open now. */
  readonly open: number
  /** Answers every connect with an error reply, or ends it with a close code. */
  connectAnswer: { error: { code: number; message: string; temporary?: boolean } } | { close: number } | null
  /** Ends every open socket. */
  closeAll(code: number, reason?: string): void
  publish(channel: string, data: unknown): void
  /** Pushes any message into every open socket. */
  push(message: Json): void
  /** Clients that presence tells, by channel. */
  presence: Map<string, Json>
  /** Channels whose subscribe is refused, with the code. */
  refusals: Map<string, number>
  /** Makes what was published so far unrecoverable. */
  forget(channel: string): void
}

/** Makes a network without a client in it. */
export function createFakeHub(): FakeHub {
  const sockets = new Set<FakeSocket>()
  const channels = new Map<string, FakeChannelState & { forgotten: number }>()
  const channelOf = (name: string) => {
    const known = channels.get(name) ?? { epoch: 'e', publications: [], forgotten: 0 }
    channels.set(name, known)
    return known
  }

  class FakeSocket extends EventTarget {
    readyState = 0
    onopen: (() => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: ((event: unknown) => void) | null = null
    onmessage: ((event: { data: string }) => void) | null = null
    readonly url: string
    subscribed = new Set<string>()

    constructor(url: string) {
      super()
      this.url = url
      hub.attempts.push(Date.now())
      queueMicrotask(() => {
        if (hub.mode === 'refuse') this.end(1006, '')
        if (hub.mode === 'answer' || hub.mode === 'silent') {
          this.readyState = 1
          sockets.add(this)
          this.onopen?.()
        }
      })
    }

    send(text: string): void {
      for (const line of text.split('\n')) {
        const command = JSON.parse(line) as SentCommand
        if (Object.keys(command).length === 0) continue
        hub.commands.push(command)
        if (hub.mode !== 'answer') continue
        queueMicrotask(() => {
          const refused = hub.connectAnswer
          if (command.connect && refused && 'close' in refused) this.end(refused.close, 'invalid token')
          else this.receive({ id: command.id, ...this.answer(command) })
        })
      }
    }

    close(): void {
      this.end(1000, '')
    }

    end(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      sockets.delete(this)
      this.onclose?.({ code, reason })
    }

    receive(message: Json): void {
      if (this.readyState !== 1) return
      const data = JSON.stringify(message)
      this.dispatchEvent(new Event('message'))
      this.onmessage?.({ data })
    }

    answer({ connect, subscribe, unsubscribe, presence }: SentCommand): Json {
      if (connect) {
        const hello = { client: 'c1', version: 'fake', ping: 25, pong: true }
        return { ...(hub.connectAnswer ?? { connect: hello }) }
      }
      if (subscribe) return this.subscribe(subscribe)
      if (presence) return { presence: { presence: hub.presence.get(presence.channel) ?? {} } }
      if (unsubscribe) {
        this.subscribed.delete(unsubscribe.channel)
        return { unsubscribe: {} }
      }
      return { error: { code: 108, message: 'not available' } }
    }

    subscribe(request: NonNullable<SentCommand['subscribe']>): Json {
      const refused = hub.refusals.get(request.channel)
      if (refused) return { error: { code: refused, message: 'refused' } }
      this.subscribed.add(request.channel)
      if (request.channel.startsWith('here:')) return { subscribe: {} }
      const { epoch, publications, forgotten } = channelOf(request.channel)
      const head = publications.length
      const result = { recoverable: true, positioned: true, epoch, offset: head }
      if (!request.recover) return { subscribe: result }
      const since = request.offset ?? 0
      if (request.epoch !== epoch || since < forgotten || since > head) {
        return { subscribe: { ...result, was_recovering: true } }
      }
      const missed = publications.slice(since).map((data, index) => ({ data, offset: since + index + 1 }))
      return {
        subscribe: { ...result, was_recovering: true, recovered: true, offset: since, publications: missed },
      }
    }
  }

  const hub: FakeHub = {
    // The SDK uses this much of a WebSocket and no more.
    WebSocket: FakeSocket as unknown as WebSocketClass,
    mode: 'answer',
    attempts: [],
    commands: [],
    connectAnswer: null,
    presence: new Map(),
    refusals: new Map(),
    get open() {
      return sockets.size
    },
    closeAll(code, reason = '') {
      for (const socket of [...sockets]) socket.end(code, reason)
    },
    publish(name, data) {
      const channel = channelOf(name)
      channel.publications.push(data)
      const pub = { data, offset: channel.publications.length }
      for (const socket of sockets) {
        if (socket.subscribed.has(name)) socket.receive({ push: { channel: name, pub } })
      }
    },
    push(message) {
      for (const socket of [...sockets]) socket.receive(message)
    },
    forget(name) {
      const channel = channelOf(name)
      channel.forgotten = channel.publications.length
    },
  }
  return hub
}
