/** The server itself: switched off in part, of another version, ended in the middle; and where nothing is wrong. */
import { startServer } from '@copydesk/testkit'
import { bufferAnswers } from '@copydesk/testkit/fault-proxy'
import { behind, forwarding, plainSocket } from './places.ts'
import type { Situation } from './situation.ts'

const withoutQuery = (url: string): string => url.split('?')[0] ?? '/'

const servers: readonly Situation[] = [
  {
    name: 'WebSockets switched off by a setting, the stream carries',
    right: ['healthy'],
    alsoTrue: ['switched_off'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_WEBSOCKETS_ENABLED: 'false' } })
      world.onEnd(() => server.stop())
      return { url: server.url }
    },
  },
  {
    name: 'all transports switched off',
    right: ['switched_off'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_TRANSPORTS: 'none' } })
      world.onEnd(() => server.stop())
      return { url: server.url }
    },
  },
  {
    name: 'all but polling switched off',
    right: ['healthy'],
    alsoTrue: ['switched_off'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_TRANSPORTS: 'poll' } })
      world.onEnd(() => server.stop())
      return { url: server.url }
    },
  },
  {
    name: 'streams switched off, WebSockets on',
    right: ['healthy'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_TRANSPORTS: 'websocket,poll' } })
      world.onEnd(() => server.stop())
      return { url: server.url }
    },
  },
  {
    name: 'the server compared with another one that has nothing to do with it',
    right: ['healthy'],
    start: async (world) => {
      const server = await startServer()
      world.onEnd(() => server.stop())
      return { url: world.server.url, direct: server.url }
    },
  },
  {
    name: 'a server at an IPv6 address',
    right: ['healthy'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_HOST: '::1' } })
      world.onEnd(() => server.stop())
      return { url: `http://[::1]:${server.port}` }
    },
  },
  {
    name: 'WebSockets switched off, and streams held back',
    right: ['switched_off', 'stream_buffered'],
    alsoNamed: ['switched_off', 'stream_buffered'],
    start: async (world) => {
      const server = await startServer({ env: { COPYDESK_WEBSOCKETS_ENABLED: 'false' } })
      world.onEnd(() => server.stop())
      return { url: await behind({ ...world, server }, bufferAnswers()) }
    },
  },
  {
    name: 'an earlier version, which does not know the doctor',
    right: ['unknown', 'no_copydesk'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (incoming, response) => {
          const isDoctors = /^\/api\/v1\/live\/(echo|probe)/.test(incoming.url ?? '')
          if (isDoctors) {
            response.writeHead(404, { 'content-type': 'application/problem+json' })
            response.end(
              '{"type":"urn:copydesk:error:not_found","title":"Not found","status":404,"code":"not_found","detail":"","remedy":""}',
            )
          }
          return isDoctors
        },
        rewrite: (url) => (url.startsWith('/connection/') ? withoutQuery(url) : url),
      }),
    }),
  },
  {
    name: 'an earlier version, whose echo does not name the probe',
    right: ['healthy'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (incoming, response) => {
          if (!incoming.url?.startsWith('/api/v1/live/echo')) return false
          void fetch(`${world.server.url}${incoming.url}`, {
            headers: { origin: incoming.headers.origin ?? '' },
          })
            .then((answered) => answered.json() as Promise<Record<string, unknown>>)
            .then(({ probe: _probe, ...echo }) => {
              const arrived = { ...(echo.arrived as object), host: incoming.headers.host }
              const understood = { scheme: 'http', host: incoming.headers.host }
              response.writeHead(200, { 'content-type': 'application/json' })
              response.end(JSON.stringify({ ...echo, arrived, understood, originAllowed: true }))
            })
          return true
        },
      }),
    }),
  },
  {
    name: 'a server that is ended in the middle of every answer',
    right: ['cut_off', 'unknown', 'other_protocol'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => {
        socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf'))
      }),
    }),
  },
  {
    name: 'an HTTP/1.0 server',
    right: ['no_copydesk'],
    start: async (world) => ({
      url: await plainSocket(world, (socket) => {
        socket.on('data', () =>
          socket.end('HTTP/1.0 404 Not Found\r\ncontent-type: text/html\r\n\r\n<h1>no</h1>'),
        )
      }),
    }),
  },
]

const healthy: readonly Situation[] = [
  { name: 'the server itself', right: ['healthy'], start: async ({ server }) => ({ url: server.url }) },
  {
    name: 'the server itself, compared with itself',
    right: ['healthy'],
    start: async ({ server }) => ({ url: server.url, direct: server.url }),
  },
  {
    name: 'a proxy that is a wire',
    right: ['healthy'],
    start: async (world) => ({ url: await behind(world) }),
  },
  {
    name: 'a proxy that forwards',
    right: ['healthy'],
    start: async (world) => ({ url: await forwarding(world, {}) }),
  },
]

export const serverStates: readonly Situation[] = [...servers, ...healthy]
