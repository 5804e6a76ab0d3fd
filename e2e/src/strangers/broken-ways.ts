/** A healthy Copydesk behind proxies that do something to what they carry, one fault or two at once. */

import { createServer, request } from 'node:http'
import { createGzip } from 'node:zlib'
import { startServer } from '@copydesk/testkit'
import {
  alterHeader,
  alterKey,
  alterVersion,
  answer,
  answerPage,
  bufferAnswers,
  corruptCompression,
  delay,
  isWebSocket,
  only,
  resetConnections,
  silentTunnel,
  speakHttp10,
  stripUpgrade,
} from '@copydesk/testkit/fault-proxy'
import {
  answers,
  answerUpgrade,
  behind,
  forwarding,
  isSocketPath,
  listen,
  page,
  plainSocket,
  urlOf,
} from './places.ts'
import type { Situation, World } from './situation.ts'

const withoutQuery = (url: string): string => url.split('?')[0] ?? '/'

const queries: readonly Situation[] = [
  {
    name: 'a proxy that drops queries',
    right: ['query_dropped'],
    start: async (world) => ({ url: await forwarding(world, { rewrite: withoutQuery }) }),
  },
  {
    name: 'a proxy that drops queries on the path of the WebSocket alone',
    right: ['query_dropped'],
    start: async (world) => ({
      url: await forwarding(world, {
        rewrite: (url) => (url.startsWith('/connection/websocket') ? withoutQuery(url) : url),
      }),
    }),
  },
  {
    name: 'a proxy that drops queries, and strips Upgrade',
    right: ['query_dropped', 'upgrade_stripped'],
    alsoNamed: ['query_dropped', 'upgrade_stripped'],
    start: async (world) => {
      const url = await forwarding(world, { rewrite: withoutQuery })
      return {
        url: await behind(
          { ...world, server: { ...world.server, port: Number(new URL(url).port) } },
          stripUpgrade(),
        ),
      }
    },
  },
  {
    name: 'a proxy that turns the query into percent signs',
    right: ['query_dropped', 'path_rewritten', 'unknown'],
    alsoTrue: ['never_arrives'],
    start: async (world) => ({ url: await forwarding(world, { rewrite: (url) => url.replace('?', '%3F') }) }),
  },
]

const rewritten = (world: World, rewrite: (url: string) => string) => forwarding(world, { rewrite })

const paths: readonly Situation[] = [
  {
    name: 'a path that is rewritten to the start page',
    right: ['path_rewritten', 'never_arrives'],
    alsoTrue: ['never_arrives'],
    start: async (world) => ({
      url: await rewritten(world, (url) => (url.startsWith('/connection/websocket') ? '/' : url)),
    }),
  },
  {
    name: 'the app served by a web server, without the API',
    right: ['app_without_api'],
    start: async (world) => {
      const server = createServer((incoming, response) => answers(200, page('Copydesk'))(incoming, response))
      return { url: urlOf(await listen(world, server)) }
    },
  },
  {
    name: 'the WebSocket sent to a port on which nothing listens',
    right: ['path_leads_nowhere', 'never_arrives', 'unknown'],
    alsoTrue: ['fails_at_handshake'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (incoming, response) => {
          if (isSocketPath(incoming))
            response.writeHead(502, { server: 'nginx' }).end(page('502 Bad Gateway'))
          return isSocketPath(incoming)
        },
        onUpgrade: (_request, socket) =>
          answerUpgrade(socket, '502 Bad Gateway', { server: 'nginx' }, page('502 Bad Gateway')),
      }),
    }),
  },
  {
    name: 'a proxy that answers handshakes alone with 502',
    right: ['fails_at_handshake', 'never_arrives'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) => answerUpgrade(socket, '502 Bad Gateway'),
      }),
    }),
  },
  {
    name: 'a proxy that answers handshakes alone with 504',
    right: ['fails_at_handshake', 'never_arrives'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) => answerUpgrade(socket, '504 Gateway Timeout'),
      }),
    }),
  },
]

const handshakes: readonly Situation[] = [
  ...(
    [
      ['strips Upgrade', [stripUpgrade()], 'upgrade_stripped'],
      ['speaks HTTP/1.0', [speakHttp10()], 'http_1_0_upstream'],
      ['alters the key', [alterKey()], 'handshake_altered'],
      ['alters the version', [alterVersion()], 'handshake_altered'],
      [
        'merges the version with itself',
        [alterHeader('Sec-WebSocket-Version', '13, 13')],
        'handshake_altered',
      ],
      ['answers handshakes with 404', [only(isWebSocket, answer({ status: 404 }))], 'never_arrives'],
      ['answers handshakes with 400', [only(isWebSocket, answer({ status: 400 }))], 'never_arrives'],
      ['answers handshakes with an empty 200', [only(isWebSocket, answer({ status: 200 }))], 'never_arrives'],
      ['answers handshakes with a page', [only(isWebSocket, answerPage('Our portal'))], 'web_page_answered'],
      ['swallows what a WebSocket carries', [silentTunnel()], 'opens_but_silent'],
      ['swallows what is sent to the server', [silentTunnel('to_server')], 'opens_but_silent'],
      ['mangles compressed messages', [corruptCompression()], 'compression_mangled'],
      ['holds answers back', [bufferAnswers()], 'stream_buffered'],
    ] as const
  ).map(
    ([name, faults, cause]): Situation => ({
      name: `a proxy that ${name}`,
      right: [cause],
      start: async (world) => ({ url: await behind(world, ...faults) }),
    }),
  ),
  {
    name: 'a proxy that resets handshakes',
    right: ['unknown'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (_request, socket) => {
          socket.destroy()
          return true
        },
      }),
    }),
  },
  {
    name: 'a proxy that lets handshakes hang',
    right: ['unknown'],
    start: async (world) => ({ url: await forwarding(world, { onUpgrade: () => true }) }),
  },
  {
    name: 'a proxy that spoils the accept key of the answer',
    right: ['handshake_altered'],
    start: async (world) => ({
      url: await behind(world, {
        onAnswer: (answered) => ({
          ...answered,
          headers: answered.headers.map(
            ([name, value]) => [name, /accept$/i.test(name) ? 'spoiled' : value] as const,
          ),
        }),
      }),
    }),
  },
  {
    name: 'two faults: Upgrade stripped, and answers held back',
    right: ['upgrade_stripped'],
    alsoNamed: ['stream_buffered'],
    start: async (world) => ({ url: await behind(world, stripUpgrade(), bufferAnswers()) }),
  },
  {
    name: 'two faults: large messages compressed mangled, and answers held back',
    right: ['compression_mangled', 'stream_buffered'],
    alsoNamed: ['compression_mangled', 'stream_buffered'],
    start: async (world) => ({ url: await behind(world, corruptCompression(), bufferAnswers()) }),
  },
  {
    name: 'another host in place of the one that was asked',
    right: ['origin_refused', 'forwarded_headers', 'host_refused'],
    alsoTrue: ['forwarded_headers'],
    start: async (world) => ({ url: await behind(world, alterHeader('Host', 'upstream.internal')) }),
  },
  {
    name: 'a proxy in trouble now and then (every other connection is reset)',
    right: ['wrong_node', 'connection_limit', 'unknown', 'healthy'],
    alsoTrue: ['never_arrives', 'cut_off'],
    start: async (world) => {
      let count = 0
      const onConnection = () => {
        count += 1
        return count % 2 === 0 ? 'reset' : 'pass'
      }
      return { url: await behind(world, { onConnection }) }
    },
  },
  {
    name: 'a cable that is cut',
    right: ['cut_off', 'unknown'],
    start: async (world) => ({ url: await behind(world, resetConnections()) }),
  },
]

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

export const brokenWays: readonly Situation[] = [
  ...queries,
  ...paths,
  ...handshakes,
  ...slow,
  ...carriage,
  ...servers,
  ...healthy,
]
