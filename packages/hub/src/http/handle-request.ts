/**
 * Takes the hub's ordinary HTTP requests: streams that carry connections (HTTP stream, SSE, `/events`), the
 * commands for them (`/emulation`), and requests for the WebSocket path that are no handshake. Each has a module
 * of its own; this one only finds it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isPeerTrusted, tellHandshake } from '../handshake/handshake-record.ts'
import {
  emulationPath,
  eventsPath,
  httpStreamPath,
  isServed,
  pathOf,
  ssePath,
  webSocketPath,
} from '../handshake/hub-paths.ts'
import { answerCors } from '../handshake/origin-rules.ts'
import { internalError, sendProblem, wrongMethod } from '../handshake/problems.ts'
import type { HubCore } from '../hub-core.ts'
import { count } from '../metrics/stats.ts'
import { answerPlainRequest } from '../websocket/refusal.ts'
import { takeEmulation } from './emulation-endpoint.ts'
import { openEvents } from './events.ts'
import { openHttpStream, openSse } from './streams.ts'

/** What the application knows of a request and the hub cannot. */
export interface RequestContext {
  /** Whether the peer is a proxy that the server trusts. */
  trustedProxy?: boolean
}

interface Endpoint {
  method: 'GET' | 'POST'
  run(core: HubCore, request: IncomingMessage, response: ServerResponse): void | Promise<void>
}

const endpoints: ReadonlyMap<string, Endpoint> = new Map([
  [httpStreamPath, { method: 'POST', run: openHttpStream }],
  [ssePath, { method: 'GET', run: openSse }],
  [emulationPath, { method: 'POST', run: takeEmulation }],
  [eventsPath, { method: 'GET', run: openEvents }],
])

/** Answers a request for one of the hub's paths, at once or later; false for all others. */
export function handleRequest(
  core: HubCore,
  request: IncomingMessage,
  response: ServerResponse,
  context: RequestContext,
): boolean {
  const path = pathOf(request, core.pathPrefix)
  if (!isServed(path, core.transports)) return false
  if (path === webSocketPath) {
    const trusted = context.trustedProxy ?? isPeerTrusted(core, request)
    const problem = answerPlainRequest(request, response, trusted)
    count(core.counters.refusals, problem.code)
    tellHandshake(core, request, 'websocket', problem)
    core.log.info({ code: problem.code, arrived: problem.arrived }, `${problem.title}: ${problem.detail}`)
    return true
  }
  const endpoint = endpoints.get(path)
  if (endpoint === undefined) return false
  if (answerCors(request, response, core.options)) return true
  const { method = '' } = request
  if (method === endpoint.method) void run(core, endpoint, request, response)
  else sendProblem(response, wrongMethod(method, path, endpoint.method), { allow: endpoint.method })
  return true
}

async function run(
  core: HubCore,
  endpoint: Endpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.on('error', () => response.destroy())
  try {
    await endpoint.run(core, request, response)
  } catch (error) {
    core.log.warn({ err: error, path: request.url?.split('?')[0] }, 'A request failed')
    sendProblem(response, internalError)
  }
}
