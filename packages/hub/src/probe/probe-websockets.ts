/**
 * Answers the doctor's probes of WebSockets: a greeting with this node's id and the nodes it hears, then what arrives is sent back, and
 * never anything else, so that the doctor sees what the way does to messages and to silence. Needs no sign-in and
 * reaches nothing of the hub, which is why it is bounded in number, time and bytes.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { disconnects, jsonSubprotocol, type Probe } from '@copydesk/protocol'
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws'
import { connectionLimit } from '../handshake/problems.ts'
import type { HubCore } from '../hub-core.ts'
import { refuseUpgrade } from '../websocket/refusal.ts'

/** Several doctors at a time, each with a handful of connections. */
const maxProbes = 64
/** Longer than the doctor's longest test of silence. */
const maxAgeMs = 180_000
/** A large frame both ways, and then some. */
const maxEchoedBytes = 1024 * 1024

const overrun = { code: 1008, reason: 'the probe sends too much' }
const expired = { code: 1000, reason: 'the time of the probe is over' }

export class ProbeWebSockets {
  readonly #core: Pick<HubCore, 'carriers' | 'environment' | 'limits' | 'nodeId' | 'nodes'>
  readonly #plain: WebSocketServer
  readonly #compressing: WebSocketServer
  readonly #open = new Set<WebSocket>()

  constructor(core: Pick<HubCore, 'carriers' | 'environment' | 'limits' | 'nodeId' | 'nodes'>) {
    this.#core = core
    const options: ServerOptions = {
      noServer: true,
      clientTracking: false,
      maxPayload: core.limits.maxMessageBytes,
      handleProtocols: (offered) => (offered.has(jsonSubprotocol) ? jsonSubprotocol : false),
    }
    this.#plain = new WebSocketServer({ ...options, perMessageDeflate: false })
    this.#compressing = new WebSocketServer({ ...options, perMessageDeflate: true })
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer, { compress }: Probe): void {
    if (this.#open.size >= maxProbes) {
      refuseUpgrade(socket, connectionLimit(this.#open.size, maxProbes))
      return
    }
    const server = compress ? this.#compressing : this.#plain
    server.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket))
  }

  /** Ends them all, because the server stops. */
  end(): void {
    for (const webSocket of this.#open) close(webSocket, disconnects.shutdown)
  }

  #serve(webSocket: WebSocket): void {
    this.#open.add(webSocket)
    this.#core.carriers.add(webSocket)
    webSocket.send(JSON.stringify({ node: this.#core.nodeId, hears: this.#core.nodes.peers() }))
    const cancel = this.#core.environment.after(maxAgeMs, () => close(webSocket, expired))
    let echoed = 0
    webSocket.on('message', (data: Buffer, isBinary: boolean) => {
      echoed += data.length
      if (echoed > maxEchoedBytes) close(webSocket, overrun)
      else webSocket.send(data, { binary: isBinary })
    })
    // `ws` closes with the code that fits; there is nobody else to tell.
    webSocket.on('error', () => {})
    webSocket.on('close', () => {
      cancel()
      this.#open.delete(webSocket)
      this.#core.carriers.delete(webSocket)
    })
  }
}

function close(webSocket: WebSocket, { code, reason }: { code: number; reason: string }): void {
  webSocket.close(code, reason)
}
