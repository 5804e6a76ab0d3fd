/** A healthy Copydesk behind ways that are slow, keep things, or hold them back. */
import { request } from 'node:http'
import { createGzip } from 'node:zlib'
import { delay } from '@copydesk/testkit/fault-proxy'
import { behind, forwarding } from './places.ts'
import type { Situation, World } from './situation.ts'

const { carryAnswer: _all, ...lateTunnel } = delay(3_000)

const slow: readonly Situation[] = [
  {
    name: 'a way that takes a second for everything',
    right: ['healthy', 'unknown'],
    start: async (world) => ({ url: await behind(world, delay(1_200)) }),
  },
  {
    name: 'a way that takes three seconds for everything',
    right: ['healthy', 'unknown', 'slow_server'],
    start: async (world) => ({ url: await behind(world, delay(3_000)) }),
  },
  {
    name: 'a server that answers after six seconds',
    right: ['slow_server'],
    start: async (world) => ({ url: await behind(world, delay(6_000)) }),
  },
  {
    name: 'a WebSocket that is slow, where plain HTTP is not',
    right: ['healthy', 'unknown', 'opens_but_silent'],
    start: async (world) => ({ url: await behind(world, lateTunnel) }),
  },
]

/** A proxy that packs answers and gives them on when they are whole, as some do with streams. */
function packing(world: World): Promise<string> {
  return forwarding(world, {
    onRequest: (incoming, response) => {
      const upstream = request(
        {
          host: '127.0.0.1',
          port: world.server.port,
          method: incoming.method,
          path: incoming.url,
          headers: incoming.headers,
          agent: false,
        },
        (answered) => {
          const packs = /gzip/.test(incoming.headers['accept-encoding'] ?? '')
          const { 'content-length': _length, ...headers } = answered.headers
          response.writeHead(
            answered.statusCode ?? 502,
            packs ? { ...headers, 'content-encoding': 'gzip' } : headers,
          )
          if (packs) answered.pipe(createGzip()).pipe(response)
          else answered.pipe(response)
        },
      )
      incoming.pipe(upstream)
      return true
    },
  })
}

const carriage: readonly Situation[] = [
  {
    name: 'streams packed and held back, from those who accept packed answers',
    right: ['stream_buffered'],
    start: async (world) => ({ url: await packing(world) }),
  },
  {
    name: 'a cache that keeps answers whatever the query',
    right: ['stale_answers'],
    start: async (world) => {
      const kept = await fetch(`${world.server.url}/api/v1/live/echo?probe=0123456789abcdef`)
      const body = await kept.text()
      return {
        url: await forwarding(world, {
          onRequest: (incoming, response) => {
            const isKept = incoming.url?.startsWith('/api/v1/live/echo') === true
            if (isKept) response.writeHead(200, { 'content-type': 'application/json', age: '17' }).end(body)
            return isKept
          },
        }),
      }
    },
  },
  {
    name: 'a cache that kept an answer to somebody without a query',
    right: ['query_dropped', 'unknown', 'healthy', 'stale_answers'],
    start: async (world) => {
      const body = await (await fetch(`${world.server.url}/api/v1/live/echo`)).text()
      return {
        url: await forwarding(world, {
          onRequest: (incoming, response) => {
            const isKept = incoming.url?.startsWith('/api/v1/live/echo') === true
            if (isKept) response.writeHead(200, { 'content-type': 'application/json' }).end(body)
            return isKept
          },
        }),
      }
    },
  },
  {
    name: 'a limit on the size of what a WebSocket carries',
    right: ['large_messages_lost'],
    alsoTrue: ['compression_mangled'],
    start: async (world) => {
      return {
        url: await behind(world, {
          watch: ({ onBytes, onClose, cut }) => {
            let bytes = 0
            onBytes((...chunk: unknown[]) => {
              bytes += Buffer.isBuffer(chunk[0]) ? chunk[0].length : 0
              if (bytes > 30_000) cut()
            })
            onClose(() => {})
          },
        }),
      }
    },
  },
  {
    name: 'streams refused by the proxy',
    right: ['blocked'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (incoming, response) => {
          const isStream = /^\/connection\/(http_stream|sse)/.test(incoming.url ?? '')
          if (isStream) response.writeHead(403).end('no')
          return isStream
        },
      }),
    }),
  },
]

export const slowAndHeld: readonly Situation[] = [...slow, ...carriage]
