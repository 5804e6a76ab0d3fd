/**
 * The hub as an application sees it. Attach it to an HTTP server, let it handle requests before your own code does,
 * append to the journal within your own transactions, announce through the broker after the commit: everyone who is
 * subscribed gets it.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { type ClientInfo, disconnects, type HistoryParams } from '@copydesk/protocol'
import { type HistoryOutcome, readHistory } from './channels/read-history.ts'
import type { ConnectionTarget, ServerAction } from './connections/server-actions.ts'
import { type Environment, systemEnvironment } from './environment.ts'
import type { HubTransport } from './handshake/hub-paths.ts'
import { handleRequest, type RequestContext } from './http/handle-request.ts'
import { HubCore } from './hub-core.ts'
import type { HubStats } from './metrics/stats.ts'
import type { NodeReport } from './nodes/survey.ts'
import type { HubOptions, Reach } from './options.ts'
import { HubWebSocketServer } from './websocket/websocket-server.ts'

export interface Hub {
  /** Names this node in answers and to other nodes. */
  readonly nodeId: string
  /** How often it pings each connection, in milliseconds. */
  readonly pingIntervalMs: number
  /**
   * Serves WebSockets at `/connection/websocket` of this HTTP server until the returned function is called.
   * Upgrades of other paths are left to their listeners, or refused with 404 when there are none.
   */
  attach(server: Server | SecureServer): () => void
  /**
   * Answers a request for one of the hub's paths (HTTP stream, SSE, `/emulation`, `/events`, and ordinary requests
   * for the WebSocket path) and returns true; returns false for all others, which are the application's. Call it
   * before anything reads the body:
   *
   *     createServer((request, response) => hub.handle(request, response) || app(request, response))
   *     express.use((request, response, next) => hub.handle(request, response) || next())
   *     fastify.addHook('onRequest', async (request, reply) => {
   *       if (hub.handle(request.raw, reply.raw)) reply.hijack()
   *     })
   */
  handle(request: IncomingMessage, response: ServerResponse, context?: RequestContext): boolean
  /** Ends the connections behind a sign-in session with 3500, on every node by default: call it after sign-out. */
  endSession(sessionId: string, reach?: Reach): void
  /** Ends all connections of a user, on every node. The code is 3503 (do not come back) unless another is given. */
  disconnectUser(user: string, code?: number): void
  /**
   * Asks `authorize` again about every subscription of a user, or of everyone, on every node by default, and ends those
   * it refuses: call it after rights changed. Each question is asked once, however many connections have the channel.
   * Resolves when this node is done.
   */
  recheck(user?: string, reach?: Reach): Promise<void>
  /**
   * Subscribes, unsubscribes, disconnects or refreshes connections of a user, on every node, without asking
   * `authorize`. Resolves when this node is done.
   */
  act(target: ConnectionTarget, action: ServerAction): Promise<void>
  /** Publications of a channel as they are kept; an error of the protocol where it has no history, or not so far. */
  history(request: HistoryParams): Promise<HistoryOutcome>
  /** Reports of all nodes, this one first: figures, and how many subscribers each channel has there. */
  survey(): Promise<NodeReport[]>
  /** The other nodes that this one hears through the broker. */
  peers(): string[]
  /**
   * Serves these transports and no others from now on, on this node. Connections of the others end with 3011, so that
   * clients come back over what is left: each after the commands it is carrying out, and many of them spread over
   * `drainMs`. Resolves when they have ended.
   */
  setTransports(transports: readonly HubTransport[]): Promise<void>
  /** Who is in the channel, on any node, by connection id. */
  presence(channel: string): Record<string, ClientInfo>
  /** Figures of this node. */
  stats(): HubStats
  /**
   * Takes no more connections and ends those there are with 3001, so that clients come back elsewhere: each after
   * the commands it is carrying out, and many of them spread over `drainMs`. Resolves when all have ended.
   */
  drain(): Promise<void>
  /** Drains, waits until every carrier is gone and lets go of timers and broker. Journal and broker stay open. */
  close(): Promise<void>
}

/** The longest history answered to the application itself, which no slow line keeps waiting. */
const maxHistoryBytes = 1024 * 1024

/**
 * Creates a hub. It begins to listen to the broker and to poll the journal at once.
 *
 * @param options what the application provides; see {@link HubOptions}
 * @param environment time, timers and randomness, for tests
 */
export function createHub(options: HubOptions, environment: Environment = systemEnvironment): Hub {
  const core = new HubCore(options, environment)
  const webSockets = new HubWebSocketServer(core)
  let closing: Promise<void> | null = null

  async function close(): Promise<void> {
    webSockets.endProbes()
    await core.drain()
    await core.carriers.none()
    core.stop()
  }

  return {
    nodeId: core.nodeId,
    pingIntervalMs: core.intervals.pingMs,
    attach: (server) => webSockets.attach(server),
    handle: (request, response, context = {}) => handleRequest(core, request, response, context),
    endSession: (sessionId, reach) => core.endSession(sessionId, reach),
    disconnectUser: (user, code = disconnects.forceNoReconnect.code) => core.disconnectUser(user, code),
    recheck: (user, reach) => core.recheck(user, reach),
    act: (target, action) => core.act(target, action),
    history: (request) => readHistory(core, request, maxHistoryBytes),
    survey: () => core.nodes.survey.ask(),
    peers: () => core.nodes.peers(),
    setTransports: (transports) => core.setTransports(transports),
    presence: (channel) => core.nodes.show(channel),
    stats: () => core.stats(),
    drain: () => {
      webSockets.endProbes()
      return core.drain()
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
