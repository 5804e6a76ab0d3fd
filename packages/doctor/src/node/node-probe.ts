/** The probe port on Node.js. Everything it does is bounded in time, and nothing throws for what a network does. */
import { randomBytes } from 'node:crypto'
import type { Probe } from '../probe.ts'
import type { ExtraHeaders } from './extra-headers.ts'
import { readForwardProxy } from './forward-proxy.ts'
import { ask, stream } from './http-probe.ts'
import { openOverHttp2 } from './http2-probe.ts'
import { openWebSocket } from './web-socket-probe.ts'

export interface NodeProbeOptions {
  /** Certificates (PEM) to trust beside those of Node.js. */
  ca?: string
  /** A forward proxy that all requests go through, such as `http://squid.example:3128`. */
  forwardProxy?: string
  /** Sent with every request to that origin, handshakes included. */
  headers?: ExtraHeaders
}

/** How all requests of a probe reach their servers. */
export interface Way {
  ca: string | undefined
  forwardProxy: URL | undefined
  headers: ExtraHeaders | undefined
}

export function createNodeProbe({ ca, forwardProxy, headers }: NodeProbeOptions = {}): Probe {
  const way: Way = { ca, forwardProxy: readForwardProxy(forwardProxy), headers }
  return {
    kind: 'terminal',
    sendsAuthorization: Object.keys(headers?.values ?? {}).some(
      (name) => name.toLowerCase() === 'authorization',
    ),
    ask: (url, question) => ask(way, url, question),
    stream: (url, question) => stream(way, url, question),
    open: (url, question) => openWebSocket(way, url, question),
    openOverHttp2: (url, timeoutMs) => openOverHttp2(way, url, timeoutMs),
    now: () => performance.now(),
    newId: () => randomBytes(16).toString('base64url'),
  }
}
