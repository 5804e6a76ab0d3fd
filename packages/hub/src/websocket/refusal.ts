/** Answers a request for the WebSocket path that is not, or not allowed to be, a WebSocket handshake. */
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  type HandshakeFault,
  type HandshakeProblem,
  type HandshakeRequest,
  handshakeFault,
  handshakeProblem,
} from '@copydesk/protocol'

/** What the doctor needs to know of a request; cookies and tokens are seen, never repeated. */
export function describe(request: IncomingMessage, trustedProxy?: boolean): HandshakeRequest {
  return {
    method: request.method ?? '',
    httpVersion: request.httpVersion,
    headers: request.headers,
    rawHeaders: request.rawHeaders,
    encrypted: 'encrypted' in request.socket && request.socket.encrypted === true,
    remoteAddress: request.socket.remoteAddress ?? '',
    ...(trustedProxy !== undefined && { trustedProxy }),
  }
}

/** Answers an ordinary request and tells what was said. */
export function answerPlainRequest(
  request: IncomingMessage,
  response: ServerResponse,
  trustedProxy: boolean | undefined,
): HandshakeProblem {
  const description = describe(request, trustedProxy)
  // A complete handshake can end up here only when the HTTP server has no listener for upgrades.
  const fault = handshakeFault(description) ?? notAttached
  const problem = handshakeProblem(fault, description)
  response.writeHead(problem.status, headers(problem))
  response.end(request.method === 'HEAD' ? undefined : JSON.stringify(problem))
  return problem
}

/** Answers an upgrade on its bare socket and closes it. */
export function refuseUpgrade(socket: Duplex, problem: { status: number }): void {
  const { status } = problem
  const body = JSON.stringify({ type: 'about:blank', ...problem })
  const head = Object.entries({ ...headers({ status }), 'content-length': Buffer.byteLength(body) })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\n${head}\r\n${body}`)
}

const notAttached: HandshakeFault = {
  code: 'upgrade_missing',
  status: 426,
  title: 'This server takes no WebSockets here',
  detail: 'The handshake is complete, but the HTTP server it reached does not pass upgrades on.',
  remedy: 'Attach the hub to this HTTP server.',
}

function headers({ status }: { status: number }): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 426 && { upgrade: 'websocket' }),
    ...(status === 503 && { 'retry-after': '2' }),
  }
}
