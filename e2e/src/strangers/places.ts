/** Servers and proxies for situations, each on a free loopback port until the situation is over. */
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type Fault, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import type { World } from './situation.ts'

type Ends = Pick<World, 'onEnd'>

export async function listen({ onEnd }: Ends, server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  }
  server.on('connection', keep)
  server.on('secureConnection', keep)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  onEnd(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise((resolve) => server.close(resolve))
  })
  return (server.address() as AddressInfo).port
}

export const urlOf = (port: number, scheme = 'http'): string => `${scheme}://127.0.0.1:${port}`

/** A site that answers every request, handshakes included, as the listener does. */
export async function site(world: Ends, listener: RequestListener): Promise<string> {
  return urlOf(await listen(world, createHttpServer(listener)))
}

/** Answers everything with this. */
export function answers(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  }
}

export const page = (title: string, body = ''): string =>
  `<!doctype html><html><head><title>${title}</title></head><body><h1>${title}</h1>${body}</body></html>`

/** A server that speaks no HTTP: greets, and answers what comes. */
export async function plainSocket(world: Ends, serve: (socket: Socket) => void): Promise<string> {
  return urlOf(await listen(world, createServer(serve)))
}

/** Before the demo server, with these faults. */
export async function behind({ server, onEnd }: World, ...faults: Fault[]): Promise<string> {
  const proxy = await startFaultProxy(server.port, faults)
  onEnd(() => proxy.stop())
  return proxy.url
}

export interface Forwarding {
  /** What to do with an ordinary request; true when it was answered. */
  onRequest?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** What to do with a handshake; true when it was taken. */
  onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean
  /** The path and query that go on. */
  rewrite?: (url: string) => string
  /** Where a request goes on to. */
  portFor?: (request: IncomingMessage, isUpgrade: boolean) => number
}

/** A reverse proxy that passes all on to the demo server but what it is told to do otherwise. */
export async function forwarding(world: World, forward: Forwarding): Promise<string> {
  const { onRequest, onUpgrade, rewrite = (url) => url, portFor = () => world.server.port } = forward
  const proxy = createHttpServer((incoming, response) => {
    if (onRequest?.(incoming, response)) return
    const upstream = request(
      {
        host: '127.0.0.1',
        port: portFor(incoming, false),
        method: incoming.method,
        path: rewrite(incoming.url ?? '/'),
        headers: incoming.headers,
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    upstream.on('error', () => response.writeHead(502).end())
    incoming.pipe(upstream)
  })
  proxy.on('upgrade', (incoming, socket, head) => {
    socket.on('error', () => {})
    if (onUpgrade?.(incoming, socket, head)) return
    const upstream = connect(portFor(incoming, true), '127.0.0.1', () => {
      const lines = [`GET ${rewrite(incoming.url ?? '/')} HTTP/1.1`]
      for (let index = 0; index < incoming.rawHeaders.length; index += 2)
        lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`)
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`)
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
  })
  return urlOf(await listen(world, proxy))
}

/** An answer to a handshake, on its bare socket. */
export function answerUpgrade(
  socket: Duplex,
  status: string,
  headers: Readonly<Record<string, string>> = {},
  body = '',
): true {
  const all = { ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'))
  return true
}

export const isSocketPath = ({ url = '' }: IncomingMessage): boolean =>
  url.startsWith('/connection/websocket')
