/**
 * Takes WebSocket handshakes from an HTTP server and gives the core a connection for each. Decides only about the
 * handshake: its form, and whether its page may use cookies. Who the user is comes with the connect command.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { disconnects, handshakeFault, probeOf } from '@copydesk/protocol'
import type { Handshake } from '../connections/connection.ts'
import { cookieFault, handshakeOf, noRoom, refused, turnedAway } from '../handshake/gate.ts'
import { tellHandshake } from '../handshake/handshake-record.ts'
import { isServed, pathOf, webSocketPath } from '../handshake/hub-paths.ts'
import type { HubCore } from '../hub-core.ts'
import { ProbeWebSockets } from '../probe/probe-websockets.ts'
import { acceptUpgrade } from './accept-upgrade.ts'
import { spareOtherUpgrades } from './other-upgrades.ts'
import { refuseUpgrade } from './refusal.ts'
import { WebSocketTransport } from './websocket-transport.ts'

export class HubWebSocketServer {
  readonly #core: HubCore
  readonly #probes: ProbeWebSockets

  constructor(core: HubCore) {
    this.#core = core
    this.#probes = new ProbeWebSockets(core)
  }

  /** Listens for upgrades of an HTTP server until the returned function is called. */
  attach(server: Server | SecureServer): () => void {
    const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
      const path = pathOf(request, this.#core.pathPrefix)
      const isOurs = path === webSocketPath
      if (isOurs && isServed(path, this.#core.transports)) this.#upgrade(request, socket, head)
      // With no other listener nobody would ever answer or close this socket.
      else if (server.listenerCount('upgrade') === 1) {
        if (isOurs) this.#refuse(request, socket)
        else refuseUpgrade(socket, notFoundBut(this.#core.pathPrefix + webSocketPath))
      }
    }
    server.on('upgrade', listener)
    const stopSparing = spareOtherUpgrades(server, listener)
    return () => {
      server.off('upgrade', listener)
      stopSparing()
    }
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
    const fault = handshakeFault(request) ?? cookieFault(this.#core, request)
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
    // The client may have left already.
    if (!socket.writable) {
      socket.destroy()
      return
    }
    acceptUpgrade(request, socket)
    this.#open(socket, head, handshake)
  }

  #open(socket: Duplex, head: Buffer, handshake: Handshake): void {
    const { carriers, draining, environment, limits, log } = this.#core
    const transport = new WebSocketTransport(socket, limits.maxMessageBytes, environment.after)
    const connection = this.#core.open(transport, handshake)
    carriers.add(transport)
    transport.listen(
      {
        text: (message) => connection.receive(message),
        binary: () => connection.fail('a binary message'),
        ping: () => connection.pinged(),
        fault: (fault) => {
          // At most once per connection, so it may be logged.
          log.warn({ client: connection.id, fault }, 'A WebSocket was closed for its frames')
        },
        closed: (code) => {
          connection.transportClosed(code)
          carriers.delete(transport)
        },
      },
      head,
    )
    if (draining) connection.disconnect(disconnects.shutdown)
  }
}

const notFoundBut = (path: string) => ({
  type: 'about:blank',
  status: 404,
  code: 'not_found',
  title: 'There is no WebSocket here',
  detail: `WebSockets are served at ${path}.`,
  remedy: 'Correct the address.',
})

const switchedOff = {
  type: 'about:blank',
  status: 409,
  code: 'websocket_off',
  title: 'WebSockets are switched off here',
  detail: 'This server takes no WebSockets at the moment.',
  remedy: 'Use another transport, or ask whoever runs the server to switch WebSockets on.',
} as const
