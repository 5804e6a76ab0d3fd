/**
 * A network that can be cut and listened to: a TCP proxy on a free loopback port in front of a server. Cutting ends
 * every connection at once, without a close frame, and refuses new ones until it is mended.
 */
import { connect, createServer, type Socket } from 'node:net'

export interface SeverableProxy {
  readonly port: number
  /** How many requests asked to become a WebSocket, whoever sent them: pages and workers alike. */
  readonly upgrades: number
  /** Ends every connection and lets none through. */
  cut(): void
  /** Lets new connections through again. */
  mend(): void
  stop(): Promise<void>
}

/** In front of `127.0.0.1:targetPort`. */
export async function startSeverableProxy(targetPort: number): Promise<SeverableProxy> {
  const sockets = new Set<Socket>()
  let isCut = false
  let upgrades = 0
  const server = createServer((near) => {
    if (isCut) return void near.destroy()
    const far = connect(targetPort, '127.0.0.1')
    near.on('data', (chunk: Buffer) => {
      if (/^upgrade: *websocket/im.test(chunk.toString('latin1'))) upgrades += 1
    })
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.pipe(other)
    }
  })
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  return {
    port: address.port,
    get upgrades() {
      return upgrades
    },
    cut: () => {
      isCut = true
      endAll()
    },
    mend: () => {
      isCut = false
    },
    stop: () => {
      endAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
