/**
 * The words about a WebSocket handshake that did not arrive as one. The server's answer, its log line and the
 * doctor use the same ones. Pure: it looks at a request that is handed in and never repeats cookies or tokens.
 */

/** A request for the WebSocket path, as the server received it. */
export interface HandshakeRequest {
  method: string
  /** `1.0`, `1.1`, `2.0`. */
  httpVersion: string
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Names and values in turn, as they were written; what node:http calls `rawHeaders`. */
  rawHeaders?: readonly string[]
  /** The connection to this server uses TLS. */
  encrypted: boolean
  remoteAddress: string
  /** Whether `remoteAddress` is a proxy that the server trusts, if it knows. */
  trustedProxy?: boolean
}

export const handshakeFaultCodes = [
  'upgrade_missing',
  'upgrade_removed',
  'http_version',
  'handshake_altered',
  'subprotocol_unsupported',
  'origin_not_allowed',
] as const
export type HandshakeFaultCode = (typeof handshakeFaultCodes)[number]

export interface HandshakeFault {
  code: HandshakeFaultCode
  status: 400 | 403 | 426
  title: string
  /** What was missing or wrong. */
  detail: string
  /** The likely fix. */
  remedy: string
}

/** What the answer repeats of the request, so that both ends of the wire can be compared. */
export interface ArrivedRequest {
  method: string
  httpVersion: string
  host: string | null
  scheme: 'http' | 'https'
  /** The usual `X-Forwarded-*`, `Forwarded` and `Via`, as they came. */
  forwarded: Record<string, string>
  /** Names of other headers that only proxies add, such as `cf-ray`. */
  proxyHeaders: string[]
  /** The name of `Host` came in lower case: browsers do not write it so over HTTP/1.1, HAProxy and Envoy do. */
  lowerCaseHost?: true
  /** Whether a cookie came. Its content is never repeated. */
  cookie: boolean
  origin: string | null
  peer: string
  peerIsTrustedProxy: boolean | null
}

/** Body of a refused handshake, `application/problem+json` (RFC 9457). */
export interface HandshakeProblem extends HandshakeFault {
  type: 'about:blank'
  arrived: ArrivedRequest
}

/** The subprotocols that clients of this protocol may offer; only JSON is spoken. */
export const jsonSubprotocol = 'centrifuge-json'

/** What keeps the request from being a WebSocket handshake; null when it is one. */
export function handshakeFault(
  request: Pick<HandshakeRequest, 'headers' | 'httpVersion'> & { method?: string | undefined },
): HandshakeFault | null {
  const { headers, method = '', httpVersion } = request
  const key = one(headers['sec-websocket-key'])
  const version = one(headers['sec-websocket-version'])
  if (httpVersion === '1.0') return oldHttp()
  if (!asksForWebSocket(headers)) return key === null ? plainRequest(method) : upgradeRemoved()
  if (method !== 'GET' || key === null || !/^[+/0-9A-Za-z]{22}==$/.test(key) || version !== '13') {
    return altered(method, key, version)
  }
  const offered = (one(headers['sec-websocket-protocol']) ?? '').split(',').map((name) => name.trim())
  if (offered[0] !== '' && !offered.includes(jsonSubprotocol)) return wrongSubprotocol(offered)
  return null
}

/** Whether a WebSocket is among the protocols that a request offers to change to (RFC 9110, section 7.8). */
export function asksForWebSocket(headers: HandshakeRequest['headers']): boolean {
  const offered = (one(headers.upgrade) ?? '').toLowerCase().split(',')
  return offered.some((protocol) => protocol.trim() === 'websocket')
}

/** The fault of a page whose origin may not use cookies here. */
export function originFault(origin: string, host: string): HandshakeFault {
  return {
    code: 'origin_not_allowed',
    status: 403,
    title: 'The page that opened this connection is not allowed to',
    detail: `The Origin is "${origin}", this server was asked as "${host}".`,
    remedy: `If it is this site behind a proxy, let the proxy pass Host on or set COPYDESK_PUBLIC_URL=${origin}; if it is a page on another host of the same site, add ${origin} to COPYDESK_ALLOWED_ORIGINS; pages of other sites connect with a token.`,
  }
}

/** The body of the answer to a refused handshake. */
export function handshakeProblem(fault: HandshakeFault, request: HandshakeRequest): HandshakeProblem {
  return { type: 'about:blank', ...fault, arrived: arrivedRequest(request) }
}

function plainRequest(method: string): HandshakeFault {
  return {
    code: 'upgrade_missing',
    status: 426,
    title: 'This address speaks WebSocket',
    detail: `A plain ${method} came, without the headers "Upgrade: websocket" and "Connection: Upgrade".`,
    remedy:
      'Nothing is wrong if you opened it in a browser. If a program tried a WebSocket, a proxy removed them.',
  }
}

function upgradeRemoved(): HandshakeFault {
  return {
    code: 'upgrade_removed',
    status: 426,
    title: 'The Upgrade header was lost on the way',
    detail:
      'Sec-WebSocket-Key arrived, so the browser asked for a WebSocket, but "Upgrade: websocket" did not.',
    remedy:
      'Let your proxy pass the headers on (nginx: proxy_set_header Upgrade $http_upgrade; and Connection).',
  }
}

function oldHttp(): HandshakeFault {
  return {
    code: 'http_version',
    status: 426,
    title: 'A WebSocket needs HTTP/1.1',
    detail: 'The request arrived as HTTP/1.0, which cannot be upgraded.',
    remedy: 'Let your proxy speak HTTP/1.1 to this server (nginx: proxy_http_version 1.1;).',
  }
}

function altered(method: string, key: string | null, version: string | null): HandshakeFault {
  const faults = [
    method === 'GET' ? null : `the method is ${method} instead of GET`,
    key === null ? 'Sec-WebSocket-Key is missing' : null,
    version === '13' ? null : `Sec-WebSocket-Version is ${version ?? 'missing'} instead of 13`,
  ].filter((fault) => fault !== null)
  return {
    code: 'handshake_altered',
    status: 400,
    title: 'The WebSocket handshake is damaged',
    detail: `In the request ${faults.join(', ') || 'Sec-WebSocket-Key is malformed'}.`,
    remedy: 'Something between the browser and this server changes requests; look for an inspecting proxy.',
  }
}

function wrongSubprotocol(offered: string[]): HandshakeFault {
  return {
    code: 'subprotocol_unsupported',
    status: 400,
    title: 'This server speaks JSON',
    detail: `The client offers the subprotocol ${offered.join(', ')}.`,
    remedy: `Use the client's JSON mode: offer ${jsonSubprotocol} or no subprotocol. SDKs that speak protobuf only (Swift, Java, Dart) cannot connect to this server.`,
  }
}

/**
 * Those that say where a request came from. Not every `X-Forwarded-*`: sign-in proxies put tokens and people's
 * names into others.
 */
const forwardingHeaders = [
  'forwarded',
  'via',
  ...['for', 'host', 'port', 'proto', 'scheme', 'server', 'ssl'].map((name) => `x-forwarded-${name}`),
]
/** Headers by which a proxy gives itself away. Only their names are repeated. */
const proxyHeader =
  /^(cf-ray|cdn-loop|x-amzn-trace-id|x-appgw-trace-id|x-arr-log-id|x-azure-ref|x-envoy-[a-z-]+|x-real-ip|x-varnish)$/
/** More of a header is not repeated. */
const maxHeaderLength = 200

/** What is told of a request: never cookies, tokens or the query of its address. */
export function arrivedRequest(request: HandshakeRequest): ArrivedRequest {
  const { headers } = request
  const forwarded: Record<string, string> = {}
  for (const name of forwardingHeaders) {
    const value = one(headers[name])
    if (value !== null) forwarded[name] = value.slice(0, maxHeaderLength)
  }
  return {
    method: request.method,
    httpVersion: request.httpVersion,
    host: one(headers.host),
    scheme: request.encrypted ? 'https' : 'http',
    forwarded,
    proxyHeaders: Object.keys(headers).filter((name) => proxyHeader.test(name)),
    ...(request.rawHeaders?.some((name, index) => index % 2 === 0 && name === 'host') && {
      lowerCaseHost: true,
    }),
    cookie: headers.cookie !== undefined,
    origin: one(headers.origin),
    peer: request.remoteAddress,
    peerIsTrustedProxy: request.trustedProxy ?? null,
  }
}

function one(value: string | string[] | undefined): string | null {
  if (value === undefined) return null
  return Array.isArray(value) ? value.join(', ') : value
}
