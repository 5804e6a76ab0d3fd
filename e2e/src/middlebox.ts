/**
 * A proxy that treats what it carries as some do: lets everything through, does not know WebSockets, or holds every
 * answer back until it is whole. On a free loopback port in front of a server; how it behaves can change at any time.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'

export type Behaviour = 'open' | 'without_upgrade' | 'buffering'

export interface Middlebox {
  readonly url: string
  /** For new requests; what is under way goes on as it began. */
  behaviour: Behaviour
  /** WebSockets that went through. */
  readonly upgrades: number
  stop(): Promise<void>
}

/** In front of `127.0.0.1:targetPort`. */
export async function startMiddlebox(targetPort: number): Promise<Middlebox> {
  const sockets = new Set<Socket>()
  let upgrades = 0

  const forward = (incoming: IncomingMessage, response: ServerResponse) => {
    const isBuffering = box.behaviour === 'buffering'
    const { method, url, headers } = incoming
    const { upgrade: _upgrade, connection: _connection, ...kept } = headers
    const outgoing = request({ port: targetPort, host: '127.0.0.1', method, path: url, headers: kept })
    outgoing.on('response', async (answer) => {
      const begin = () => response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (!isBuffering) return void answer.pipe(begin())
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => begin().end(Buffer.concat(chunks)))
      answer.on('error', () => response.destroy())
    })
    outgoing.on('error', () => response.destroy())
    response.on('close', () => outgoing.destroy())
    incoming.pipe(outgoing)
  }
  const tunnel = (incoming: IncomingMessage, near: Socket) => {
    upgrades += 1
    const far = connect(targetPort, '127.0.0.1')
    const lines = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : [],
    )
    far.write([`GET ${incoming.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
    sockets.add(far)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => other.destroy())
      one.on('close', () => other.destroy())
      one.pipe(other)
    }
  }

  const server = createServer({ shouldUpgradeCallback: () => box.behaviour === 'open' }, forward)
  server.on('upgrade', tunnel)
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  const box: Middlebox = {
    url: `http://127.0.0.1:${address.port}`,
    behaviour: 'open',
    get upgrades() {
      return upgrades
    },
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return box
}
