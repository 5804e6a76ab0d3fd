/**
 * The HTTP server itself, and the connections to it: how long a request may take to arrive, how many may wait for their
 * answers on one connection, and an end to all of them when the server stops. What is asked is none of its business.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'

const timeouts = {
  /** From the first byte of a request, or of the connection, to the end of its headers. */
  headersTimeout: 20_000,
  /** To the end of its body: 2 MB at 20 kB a second. */
  requestTimeout: 110_000,
  /** How often the two are looked at. */
  connectionsCheckingInterval: 5_000,
  /** An idle connection stays this long; longer than proxies keep theirs, so that none asks while it closes. */
  keepAliveTimeout: 72_000,
}

/** Without a byte in either direction, such as a reader who stopped reading. Streams and WebSockets are pinged. */
const silenceMs = 180_000

/**
 * Requests of one connection that wait for their answers. Browsers and proxies send the next one after the answer;
 * without a limit, one connection that sends thousands at once has them all carried out at once.
 */
export const maxUnanswered = 16

export class OpenConnections {
  readonly #sockets = new Set<Socket>()
  readonly #unanswered = new WeakMap<Socket, number>()

  /** For Fastify, which calls it for each address that it listens on. */
  readonly createServer = (handler: RequestListener): Server => {
    const server = createServer(timeouts, (request, response) => {
      if (!this.#take(request)) return
      response.once('close', () => this.#answered(request.socket))
      handler(request, response)
    })
    server.setTimeout(silenceMs)
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    return server
  }

  /** Cuts all of them off, those that became WebSockets too. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #take({ socket }: IncomingMessage): boolean {
    const unanswered = (this.#unanswered.get(socket) ?? 0) + 1
    this.#unanswered.set(socket, unanswered)
    if (unanswered <= maxUnanswered) return true
    socket.destroy()
    return false
  }

  #answered(socket: Socket): void {
    this.#unanswered.set(socket, (this.#unanswered.get(socket) ?? 1) - 1)
  }
}
