/**
 * The hub as an application sees it. Attach it to an HTTP server, append to the journal within your own
 * transactions, announce through the broker after the commit: everyone who is subscribed gets it.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import { type ClientInfo, disconnects } from '@copydesk/protocol'
import { HubCore } from './core/core.ts'
import { type Environment, systemEnvironment } from './core/environment.ts'
import { count, type HubStats } from './core/stats.ts'
import type { HubOptions } from './options.ts'
import { answerPlainRequest } from './websocket/refusal.ts'
import { HubWebSocketServer } from './websocket/websocket-server.ts'

export interface Hub {
  /** Names this node in answers and to other nodes. */
  readonly nodeId: string
  /**
   * Serves WebSockets at `/connection/websocket` of this HTTP server until the returned function is called.
   * Upgrades of other paths are left to their listeners, or refused with 404 when there are none.
   */
  attach(server: Server | SecureServer): () => void
  /**
   * Answers an ordinary request for the WebSocket path: 426 with a problem+json body that says what is missing
   * for a WebSocket and what arrived. `trustedProxy` says whether the peer is a proxy that the server trusts.
   */
  handlePlainRequest(
    request: IncomingMessage,
    response: ServerResponse,
    context?: { trustedProxy?: boolean },
  ): void
  /** Ends the connections behind a sign-in session with 3500, on every node: call it after sign-out. */
  endSession(sessionId: string): void
  /** Ends all connections of a user, on every node. The code is 3503 (do not come back) unless another is given. */
  disconnectUser(user: string, code?: number): void
  /**
   * Asks `authorize` again about every subscription of a user, or of everyone, on every node, and ends those it
   * refuses: call it after rights changed. Resolves when this node is done.
   */
  recheck(user?: string): Promise<void>
  /** Who is in the channel, on any node, by connection id. */
  presence(channel: string): Record<string, ClientInfo>
  /** Figures of this node. */
  stats(): HubStats
  /** Takes no more connections and ends those there are with 3001, so that clients come back elsewhere. */
  drain(): void
  /** Drains, waits until every connection is gone and lets go of timers and broker. Journal and broker stay open. */
  close(): Promise<void>
}

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

  function drain(): void {
    webSockets.drain()
    core.disconnectAll(disconnects.shutdown)
  }

  async function close(): Promise<void> {
    drain()
    await webSockets.closed()
    core.stop()
  }

  return {
    nodeId: core.nodeId,
    attach: (server) => webSockets.attach(server),
    handlePlainRequest: (request, response, { trustedProxy } = {}) => {
      const problem = answerPlainRequest(request, response, trustedProxy)
      count(core.counters.refusals, problem.code)
      core.log.info({ code: problem.code, arrived: problem.arrived }, `${problem.title}: ${problem.detail}`)
    },
    endSession: (sessionId) => core.endSession(sessionId),
    disconnectUser: (user, code = disconnects.forceNoReconnect.code) => core.disconnectUser(user, code),
    recheck: (user) => core.recheck(user),
    presence: (channel) => core.presence.in(channel),
    stats: () => core.stats(),
    drain,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
