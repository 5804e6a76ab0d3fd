/** The path of the WebSocket leads to somebody else's WebSocket server, beside a Copydesk that works. */
import { createServer as createHttpServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { answers, answerUpgrade, forwarding, isSocketPath, listen, page, urlOf } from './places.ts'
import type { Situation, World } from './situation.ts'

type Serve = (socket: WebSocket) => void

/** The proxy sends handshakes of the path to this server, and all else to Copydesk. */
function beside(
  serve: Serve,
  { protocol, paths = 'handshakes' }: { protocol?: string; paths?: 'handshakes' | 'all' } = {},
) {
  return async (world: World) => {
    const sockets = new WebSocketServer({
      noServer: true,
      ...(protocol && { handleProtocols: () => protocol }),
    })
    sockets.on('connection', serve)
    world.onEnd(() => {
      for (const client of sockets.clients) client.terminate()
    })
    const take = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened))
      return true
    }
    return {
      url: await forwarding(world, {
        onUpgrade: (request, socket, head) => isSocketPath(request) && take(request, socket, head),
        ...(paths === 'all' && {
          onRequest: (request, response) => {
            if (!isSocketPath(request)) return false
            response.writeHead(426, { 'content-type': 'text/plain' }).end('Upgrade Required')
            return true
          },
        }),
      }),
    }
  }
}

const right = ['another_server'] as const

const servers: readonly Situation[] = [
  {
    name: 'one that echoes, for handshakes alone',
    right,
    start: beside((socket) => socket.on('message', (data) => socket.send(String(data)))),
  },
  {
    name: 'one that echoes, for the whole path',
    right,
    start: beside((socket) => socket.on('message', (data) => socket.send(String(data))), { paths: 'all' }),
  },
  {
    name: 'one that greets, and answers every message with a pong',
    right,
    start: beside((socket) => {
      socket.send('{"type":"hello"}')
      socket.on('message', () => socket.send('{"type":"pong"}'))
    }),
  },
  {
    name: 'one that greets and echoes',
    right,
    start: beside(
      (socket) => {
        socket.send('welcome')
        socket.on('message', (data) => socket.send(String(data)))
      },
      { paths: 'all' },
    ),
  },
  {
    name: 'one that greets with a node of its own',
    right,
    start: beside((socket) => {
      socket.send('{"node":7,"hears":"everything"}')
      socket.on('message', () => {})
    }),
  },
  {
    name: 'one that says nothing',
    right,
    start: beside(() => {}),
  },
  {
    name: 'one that says nothing, for the whole path',
    right,
    start: beside(() => {}, { paths: 'all' }),
  },
  {
    name: 'GraphQL, which ends what does not begin with connection_init',
    right: [...right, 'unknown'],
    start: beside((socket) => socket.on('message', () => socket.close(4400, 'Invalid message received'))),
  },
  {
    name: 'STOMP, which answers with an error',
    right,
    start: beside((socket) =>
      socket.on('message', () => {
        socket.send('ERROR\nmessage:Bad CONNECT\n\n\u0000')
        socket.close(1002)
      }),
    ),
  },
  {
    name: 'MQTT, which ends what is no CONNECT',
    right: [...right, 'unknown'],
    start: beside((socket) => socket.on('message', () => socket.close(1003))),
  },
  {
    name: 'SockJS, which opens with o',
    right,
    start: beside((socket) => {
      socket.send('o')
      socket.on('message', () => socket.send('c[2010,"Another connection still open"]'))
    }),
  },
  {
    name: 'Engine.IO, which opens with its settings',
    right,
    start: beside((socket) =>
      socket.send('0{"sid":"lv_VI97HAXpY6yYWAAAC","upgrades":[],"pingInterval":25000,"pingTimeout":20000}'),
    ),
  },
  {
    name: 'the hub of another product, which wants a connect command',
    right: [...right, 'unknown'],
    start: beside((socket) => socket.on('message', () => socket.close(3501, 'bad request'))),
  },
  {
    name: 'a server that ends every connection at once',
    right: [...right, 'unknown'],
    start: beside((socket) => socket.close(1000)),
  },
  {
    name: 'a server that ends connections as it restarts (1001)',
    right: [...right, 'unknown'],
    alsoTrue: ['restarting'],
    start: beside((socket) => socket.close(1001, 'going away')),
  },
  {
    name: 'a 101 without the right accept key',
    right: [...right, 'unknown'],
    start: async (world) => ({
      url: await forwarding(world, {
        onUpgrade: (request, socket) => {
          if (!isSocketPath(request)) return false
          socket.write(
            'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n',
          )
          return true
        },
      }),
    }),
  },
  {
    name: 'a 404 of another app on the path',
    right: ['never_arrives'],
    start: async (world) => ({
      url: await forwarding(world, {
        onRequest: (request, response) => {
          if (isSocketPath(request)) response.writeHead(404).end('{"message":"Not Found"}')
          return isSocketPath(request)
        },
        onUpgrade: (request, socket) => isSocketPath(request) && answerUpgrade(socket, '404 Not Found'),
      }),
    }),
  },
]

/** No Copydesk there at all. */
const alone: readonly Situation[] = [
  {
    name: 'an echo server alone, asked as if it were Copydesk',
    right: ['no_copydesk'],
    start: (world) => standingAlone(world, (socket) => socket.on('message', (data) => socket.send(data)), {}),
  },
  {
    name: 'an echo server alone, asked with its path',
    right: ['healthy'],
    start: (world) =>
      standingAlone(world, (socket) => socket.on('message', (data) => socket.send(data)), { path: '/live' }),
  },
  {
    name: 'the hub of another product alone, on the same paths',
    right: ['no_copydesk'],
    start: (world) =>
      standingAlone(world, (socket) => socket.on('message', () => socket.close(3501, 'bad request')), {}),
  },
]

async function standingAlone(world: World, serve: Serve, { path }: { path?: string }) {
  const server = createHttpServer(answers(404, page('Not Found')))
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', serve)
  world.onEnd(() => {
    for (const client of sockets.clients) client.terminate()
  })
  return { url: urlOf(await listen(world, server)), ...(path && { path }) }
}

export const otherWebSockets: readonly Situation[] = [...servers, ...alone].map((situation) => ({
  ...situation,
  name: `another WebSocket server: ${situation.name}`,
}))
