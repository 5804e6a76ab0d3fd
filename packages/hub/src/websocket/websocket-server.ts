/**
 * Takes WebSocket handshakes from an HTTP server and gives the core a connection for each. Decides only about the
 * handshake: its form, and whether its page may use cookies. Who the user is comes with the connect command.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { disconnects, handshakeFault, jsonSubprotocol, probeOf } from '@copydesk/protocol'
import { type RawData, type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import type { Handshake } from '../core/connection.ts'
import type { HubCore } from '../core/core.ts'
import { cookieFault, handshakeOf, noRoom, refused, turnedAway } from '../http/gate.ts'
import { tellHandshake } from '../http/handshake-record.ts'
import { isServed, pathOf, webSocketPath } from '../http/hub-paths.ts'
import { ProbeWebSockets } from '../probe/probe-websockets.ts'
import { describe, refuseUpgrade } from './refusal.ts'
import { WebSocketTransport } from './websocket-transport.ts'

/** How long a client may take to answer our close frame. */
const closeTimeoutMs = 5_000

export class HubWebSocketServer {
  readonly #core: HubCore
  readonly #handshakes: WebSocketServer
  readonly #probes: ProbeWebSockets

  constructor(core: HubCore) {
    this.#core = core
    this.#probes = new ProbeWebSockets(core)
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
      const path = pathOf(request.url)
      const isOurs = path === webSocketPath
      if (isOurs && isServed(path, this.#core.transports)) this.#upgrade(request, socket, head)
      // With no other listener nobody would ever answer or close this socket.
      else if (server.listenerCount('upgrade') === 1) {
        if (isOurs) this.#refuse(request, socket)
        else refuseUpgrade(socket, notFound)
      }
    }
    server.on('upgrade', listener)
    return () => server.off('upgrade', listener)
  }

  /** Ends the doctor's probes: they are no connections of the hub, so its drain knows nothing of them. */
  endProbes(): void {
    this.#probes.end()
  }

  /** WebSockets are switched off. */
  #refuse(request: IncomingMessage, socket: Duplex): void {
    const why = this.#core.options.whyOff?.('websocket')
    const problem =
      why === undefined ? switchedOff : { ...switchedOff, detail: `WebSockets are off: ${why}.` }
    turnedAway(this.#core, problem, request, 'websocket')
    refuseUpgrade(socket, problem)
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const problem = noRoom(this.#core)
    if (problem !== null) {
      turnedAway(this.#core, problem, request, 'websocket')
      refuseUpgrade(socket, problem)
      return
    }
    const fault = handshakeFault(describe(request)) ?? cookieFault(this.#core, request)
    if (fault !== null) {
      refuseUpgrade(socket, refused(this.#core, fault, request, 'websocket'))
      return
    }
    tellHandshake(this.#core, request, 'websocket', null)
    const probe = probeOf(request.url)
    if (probe?.echo) {
      this.#probes.accept(request, socket, head, probe)
      return
    }
    const handshake = handshakeOf(this.#core, request)
    this.#handshakes.handleUpgrade(request, socket, head, (webSocket) => {
      this.#accept(webSocket, socket, handshake)
    })
  }

  #accept(webSocket: WebSocket, socket: Duplex, handshake: Handshake): void {
    const connection = this.#core.open(new WebSocketTransport(webSocket, socket), handshake)
    this.#core.carriers.add(webSocket)
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
      this.#core.carriers.delete(webSocket)
    })
    if (this.#core.draining) connection.disconnect(disconnects.shutdown)
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

const switchedOff = {
  type: 'about:blank',
  status: 409,
  code: 'websocket_off',
  title: 'WebSockets are switched off here',
  detail: 'This server takes no WebSockets at the moment.',
  remedy: 'Use another transport, or ask whoever runs the server to switch WebSockets on.',
} as const
