/**
 * Takes WebSocket handshakes from an HTTP server and gives the core a connection for each. Decides only about the
 * handshake: its form, and whether its page may use cookies. Who the user is comes with the connect command.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import {
  disconnects,
  type HandshakeFault,
  handshakeFault,
  handshakeProblem,
  jsonSubprotocol,
  originFault,
} from '@copydesk/protocol'
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import type { Handshake } from '../core/connection.ts'
import type { HubCore } from '../core/core.ts'
import { count } from '../core/stats.ts'
import { describe, refuseUpgrade, stopping } from './refusal.ts'
import { WebSocketTransport } from './websocket-transport.ts'

/** Where SDKs expect the WebSocket. */
export const webSocketPath = '/connection/websocket'

/** How long a client may take to answer our close frame. */
const closeTimeoutMs = 5_000

export class HubWebSocketServer {
  readonly #core: HubCore
  readonly #handshakes: WebSocketServer
  readonly #open = new Set<WebSocket>()
  #closing = false
  #closed: (() => void) | null = null

  constructor(core: HubCore) {
    this.#core = core
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      maxPayload: core.limits.maxMessageBytes,
      perMessageDeflate: false,
      closeTimeout: closeTimeoutMs,
      handleProtocols: (offered) => (offered.has(jsonSubprotocol) ? jsonSubprotocol : false),
    }
    this.#handshakes = new WebSocketServer(options)
  }

  /** Listens for upgrades of an HTTP server until the returned function is called. */
  attach(server: Server | SecureServer): () => void {
    const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      if (pathOf(request) === webSocketPath) this.#upgrade(request, socket, head)
      // With no other listener nobody would ever answer or close this socket.
      else if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, 404, notFound)
    }
    server.on('upgrade', listener)
    return () => server.off('upgrade', listener)
  }

  /** Takes no more handshakes. */
  drain(): void {
    this.#closing = true
  }

  /** Resolves when every socket is gone; who does not answer the close frame is cut off after a few seconds. */
  async closed(): Promise<void> {
    this.#closing = true
    if (this.#open.size === 0) return
    await new Promise<void>((resolve) => {
      this.#closed = resolve
    })
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#closing) {
      count(this.#core.counters.refusals, stopping.code)
      refuseUpgrade(socket, stopping.status, stopping)
      return
    }
    const { origin, host, cookie } = request.headers
    const originAllowed = this.#core.options.isOriginAllowed(origin, host)
    const fault =
      handshakeFault(describe(request)) ??
      (cookie !== undefined && !originAllowed ? originFault(origin ?? 'null', host ?? '') : null)
    if (fault !== null) {
      this.#refuse(fault, request, socket)
      return
    }
    // Only what the connect command needs is kept: the request itself holds on to far more.
    const { remoteAddress = '' } = request.socket
    const handshake: Handshake = { headers: request.headers, originAllowed, remoteAddress }
    this.#handshakes.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(webSocket, socket, handshake)
    })
  }

  #refuse(fault: HandshakeFault, request: IncomingMessage, socket: Duplex): void {
    const problem = handshakeProblem(fault, describe(request))
    count(this.#core.counters.refusals, fault.code)
    this.#core.log.info(
      { code: problem.code, arrived: problem.arrived },
      `${problem.title}: ${problem.detail}`,
    )
    refuseUpgrade(socket, fault.status, problem)
  }

  #accept(webSocket: WebSocket, socket: Duplex, handshake: Handshake): void {
    const connection = this.#core.open(new WebSocketTransport(webSocket, socket), handshake)
    this.#open.add(webSocket)
    webSocket.on('message', (data: RawData, isBinary: boolean) => {
      if (isBinary) connection.fail('a binary message')
      else connection.receive(String(data))
    })
    webSocket.on('error', (error) => {
      // `ws` closes with the code that fits (1002, 1007, 1009); this comes at most once per connection.
      this.#core.log.warn(
        { client: connection.id, fault: error.message },
        'A WebSocket was closed for its frames',
      )
    })
    webSocket.on('close', (code) => {
      connection.transportClosed(code)
      this.#open.delete(webSocket)
      if (this.#open.size === 0) this.#closed?.()
    })
    if (this.#closing) connection.disconnect(disconnects.shutdown)
  }
}

const notFound = {
  type: 'about:blank',
  status: 404,
  code: 'not_found',
  title: 'There is no WebSocket here',
  detail: `WebSockets are served at ${webSocketPath}.`,
  remedy: 'Correct the address.',
} as const

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? ''
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
