/** A client by the library that people use with the server, which comes back and recovers by itself, as it is told to. */
import { Centrifuge } from 'centrifuge'
import { io } from 'socket.io-client'
import { WebSocket } from 'ws'

export interface LibraryClientOptions {
  library: 'centrifuge' | 'socket.io'
  port: number
  channel: string
  token: string
  /** Between a cut and the first attempt to come back; `most` between later ones. */
  comeBackMs: { first: number; most: number }
}

export interface LibraryClientEvents {
  message(data: unknown): void
  /** It is here, for the first time or again. */
  connected(): void
  disconnected(): void
  /** It cannot recover, and was told so. */
  lost(): void
}

export interface LibraryClient {
  /** Cuts its TCP connection without a word; false when there is none now. */
  cut(): boolean
  stop(): void
}

export function createLibraryClient(
  options: LibraryClientOptions,
  events: LibraryClientEvents,
): LibraryClient {
  return options.library === 'centrifuge' ? ofCentrifuge(options, events) : ofSocketIo(options, events)
}

function ofCentrifuge(
  { port, channel, token, comeBackMs: { first, most } }: LibraryClientOptions,
  events: LibraryClientEvents,
): LibraryClient {
  let socket: WebSocket | null = null
  class OwnSocket extends WebSocket {
    constructor(url: string) {
      super(url)
      socket = this
    }
  }
  const client = new Centrifuge(`ws://127.0.0.1:${port}/connection/websocket`, {
    token,
    websocket: OwnSocket,
    minReconnectDelay: first,
    maxReconnectDelay: most,
  })
  const subscription = client.newSubscription(channel)
  subscription.on('publication', ({ data }) => events.message(data))
  subscription.on('subscribed', ({ wasRecovering, recovered }) => {
    if (wasRecovering && !recovered) events.lost()
    events.connected()
  })
  client.on('connecting', () => events.disconnected())
  subscription.subscribe()
  client.connect()
  return { cut: () => cut(socket), stop: () => client.disconnect() }
}

function ofSocketIo(
  { port, comeBackMs: { first, most } }: LibraryClientOptions,
  events: LibraryClientEvents,
): LibraryClient {
  const client = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnectionDelay: first,
    reconnectionDelayMax: most,
    // Where both are the same, so is every pause.
    randomizationFactor: first === most ? 0 : 0.5,
  })
  let wasHere = false
  client.on('connect', () => {
    if (wasHere && !client.recovered) events.lost()
    wasHere = true
    events.connected()
  })
  client.on('disconnect', () => events.disconnected())
  client.on('message', (data: unknown) => events.message(data))
  return {
    cut: () => cut((client.io.engine?.transport as unknown as { ws?: WebSocket })?.ws ?? null),
    stop: () => client.disconnect(),
  }
}

function cut(socket: WebSocket | null): boolean {
  if (socket?.readyState !== WebSocket.OPEN) return false
  socket.terminate()
  return true
}
