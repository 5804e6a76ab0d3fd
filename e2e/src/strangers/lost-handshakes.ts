/** A healthy Copydesk behind proxies that do something to queries, paths and handshakes, one fault or two at once. */
import { createServer } from 'node:http'
import {
  alterHeader,
  alterKey,
  alterVersion,
  answer,
  answerPage,
  bufferAnswers,
  corruptCompression,
  isWebSocket,
  only,
  resetConnections,
  silentTunnel,
  speakHttp10,
  stripUpgrade,
} from '@copydesk/testkit/fault-proxy'
import { answers, answerUpgrade, behind, forwarding, isSocketPath, listen, page, urlOf } from './places.ts'
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

export const lostHandshakes: readonly Situation[] = [...queries, ...paths, ...handshakes]
