/** A forward proxy in front of everything, for which every name leads to one server: what people call it is free then. */
import { createServer, request } from 'node:http'
import { connect } from 'node:net'
import { startServer } from '@copydesk/testkit'
import { alterHeader, startFaultProxy } from '@copydesk/testkit/fault-proxy'
import { listen, urlOf } from './places.ts'
import type { Asked, Situation, World } from './situation.ts'

interface Resolving {
  /** The port of the server that all names lead to. */
  port: number
  /** The `Proxy-Authorization` that it wants. */
  password?: string
}

async function resolving(world: Pick<World, 'onEnd'>, { port, password }: Resolving): Promise<string> {
  const isWelcome = (given: string | undefined) => password === undefined || given === password
  const asks = { 'proxy-authenticate': 'Basic realm="Company"' }
  const proxy = createServer((incoming, response) => {
    if (!isWelcome(incoming.headers['proxy-authorization'])) {
      response.writeHead(407, asks).end()
      return
    }
    const { pathname, search } = new URL(incoming.url ?? '/', 'http://none')
    const upstream = request(
      {
        host: '127.0.0.1',
        port,
        path: pathname + search,
        method: incoming.method,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    upstream.on('error', () => response.writeHead(502).end())
    incoming.pipe(upstream)
  })
  proxy.on('connect', (incoming, socket) => {
    socket.on('error', () => {})
    if (!isWelcome(incoming.headers['proxy-authorization'])) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      return
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => socket.destroy())
    socket.on('close', () => upstream.destroy())
  })
  return urlOf(await listen(world, proxy))
}

const called =
  (url: string, env: Readonly<Record<string, string>> = {}) =>
  async (world: World): Promise<Asked> => {
    const server = Object.keys(env).length === 0 ? world.server : await startServer({ demo: false, env })
    if (server !== world.server) world.onEnd(() => server.stop())
    return { url, probe: { forwardProxy: await resolving(world, { port: server.port }) } }
  }

const secret = `Basic ${btoa('me:sesame')}`

export const names: readonly Situation[] = [
  {
    name: 'a name of the network that the server was not told of',
    right: ['host_refused'],
    start: called('http://vm:4624'),
  },
  {
    name: 'a name that is the public address',
    right: ['healthy'],
    start: called('http://desk.test', { COPYDESK_PUBLIC_URL: 'http://desk.test' }),
  },
  {
    name: 'the port of the scheme written out by a proxy',
    right: ['healthy'],
    start: async (world) => {
      const server = await startServer({ demo: false, env: { COPYDESK_PUBLIC_URL: 'http://desk.test' } })
      world.onEnd(() => server.stop())
      const box = await startFaultProxy(server.port, [alterHeader('Host', 'desk.test:80')])
      world.onEnd(() => box.stop())
      return { url: 'http://desk.test', probe: { forwardProxy: await resolving(world, { port: box.port }) } }
    },
  },
  {
    name: 'the public address with a dot at its end',
    right: ['healthy', 'host_refused'],
    alsoTrue: ['forwarded_headers', 'origin_refused'],
    start: called('http://desk.test.', { COPYDESK_PUBLIC_URL: 'http://desk.test' }),
  },
  {
    name: 'another name than the public address',
    right: ['host_refused'],
    start: called('http://vm:4624', { COPYDESK_PUBLIC_URL: 'http://desk.test' }),
  },
  {
    name: 'another port than that of the public address',
    right: ['healthy', 'origin_refused', 'host_refused', 'forwarded_headers'],
    alsoTrue: ['forwarded_headers'],
    start: called('http://desk.test:8443', { COPYDESK_PUBLIC_URL: 'http://desk.test' }),
  },
  {
    name: 'by http what is public by https',
    right: ['healthy', 'origin_refused'],
    alsoTrue: ['forwarded_headers'],
    start: called('http://desk.test', { COPYDESK_PUBLIC_URL: 'https://desk.test' }),
  },
  {
    name: 'a forward proxy that wants a password, none given',
    right: ['password_wanted'],
    start: async (world) => ({
      url: 'http://127.0.0.1:4600',
      probe: { forwardProxy: await resolving(world, { port: world.server.port, password: secret }) },
    }),
  },
  {
    name: 'a forward proxy that wants a password, given in its address',
    right: ['healthy'],
    start: async (world) => {
      const url = await resolving(world, { port: world.server.port, password: secret })
      return { url: 'http://127.0.0.1:4600', probe: { forwardProxy: url.replace('//', '//me:sesame@') } }
    },
  },
]
