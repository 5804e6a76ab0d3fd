/** WebSocket, fetch and EventSource as a client has them at its place in the virtual network. */
import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { Readable } from 'node:stream'
import { EventSource } from 'eventsource'
import { WebSocket } from 'ws'
import type { WebSocketClass } from '../../src/index.ts'
import type { LineKind } from './virtual-network.ts'

export interface Platform {
  readonly WebSocket: WebSocketClass
  readonly fetch: typeof globalThis.fetch
  readonly EventSource: typeof EventSource
}

/** `connect` opens a line. */
export function createPlatform(connect: (kind: LineKind) => Duplex): Platform {
  const fetch: typeof globalThis.fetch = (input, init) => exchange(connect, String(input), init)
  return {
    // It has the browser's interface, as far as SDKs use it.
    WebSocket: class extends WebSocket {
      constructor(url: string | URL, protocols: string | string[] = []) {
        super(url, protocols, { createConnection: () => connect('websocket') as never })
        this.on('error', () => undefined)
      }
    } as unknown as WebSocketClass,
    fetch,
    EventSource: class extends EventSource {
      constructor(url: string | URL) {
        super(url, { fetch: (to, init) => fetch(String(to), init as RequestInit) })
      }
    } as typeof EventSource,
  }
}

function exchange(
  connect: (kind: LineKind) => Duplex,
  url: string,
  init: RequestInit | undefined,
): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  const { signal } = init ?? {}
  const body = init?.body === undefined || init.body === null ? undefined : String(init.body)
  const sent = request(url, {
    method: init?.method ?? 'GET',
    headers: Object.fromEntries(new Headers(init?.headers)),
    createConnection: () => connect('http'),
  })
  const abort = () => {
    reject(signal?.reason)
    sent.destroy()
  }
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort)
  sent.on('error', (error) => reject(new TypeError('fetch failed', { cause: error })))
  sent.on('close', () => signal?.removeEventListener('abort', abort))
  sent.on('response', (response) => resolve(responseOf(response, url)))
  sent.end(body)
  return promise
}

function responseOf(response: IncomingMessage, url: string): Response {
  const { statusCode: status = 0, headers } = response
  response.on('error', () => undefined)
  const body = status === 204 ? null : (Readable.toWeb(response) as ReadableStream<Uint8Array>)
  if (body === null) response.resume()
  const result = new Response(body, { status, headers: headers as Record<string, string> })
  Object.defineProperty(result, 'url', { value: url })
  return result
}
