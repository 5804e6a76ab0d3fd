/**
 * A proxy that breaks what it carries in the ways it is told, and remembers what went by. Without faults it is a wire.
 * HTTP/1.1 without TLS on a free loopback port; each connection carries one exchange and is closed after it.
 *
 *     const proxy = await startFaultProxy(server.port, [stripUpgrade(), bufferAnswers()])
 *     proxy.faults = []                       // for new connections; old ones go on as they began
 *     proxy.cut()                             // ends every connection and takes no new ones
 */
import { createServer, type Socket } from 'node:net'
import { carryExchange } from './carry-exchange.ts'
import type { After, Exchange, Fault } from './fault.ts'
import { resetConnections } from './faults.ts'
import { isWebSocket } from './http-head.ts'

export interface FaultProxy {
  readonly url: string
  readonly port: number
  /** What is wrong, in the order in which it acts on what comes from the client. */
  faults: readonly Fault[]
  /** Every request so far, the oldest first. */
  readonly exchanges: readonly Exchange[]
  /** How many requests asked to become a WebSocket. */
  readonly upgrades: number
  /** How many WebSockets opened. */
  readonly tunnels: number
  /** Ends every connection without a word, and resets new ones until the faults are set again. */
  cut(): void
  stop(): Promise<void>
}

export interface FaultProxyOptions {
  /** The clock of delays and time-outs; the real one when left out. */
  after?: After
}

/** In front of `127.0.0.1:targetPort`. */
export async function startFaultProxy(
  targetPort: number,
  faults: readonly Fault[] = [],
  { after = realTime }: FaultProxyOptions = {},
): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const exchanges: Exchange[] = []
  let connections = 0

  const keep = (socket: Socket) => {
    sockets.add(socket)
    // Pipelines of both directions and the faults all listen.
    socket.setMaxListeners(50)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const serve = (near: Socket) => {
    const active = proxy.faults
    const verdict = active
      .map((fault) => fault.onConnection?.(connections) ?? 'pass')
      .find((each) => each !== 'pass')
    connections += 1
    keep(near)
    near.on('close', () => {
      connections -= 1
    })
    if (verdict === 'reset') near.resetAndDestroy()
    else if (verdict === 'swallow') near.resume()
    else {
      const record = (exchange: Exchange) => void exchanges.push(exchange)
      void carryExchange(near, { targetPort, faults: active, after, keep, record })
    }
  }

  const server = createServer(serve)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port')
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    faults,
    exchanges,
    get upgrades() {
      return exchanges.filter(({ asked }) => isWebSocket(asked)).length
    },
    get tunnels() {
      return exchanges.filter(({ answered }) => answered?.status === 101).length
    },
    cut: () => {
      proxy.faults = [resetConnections()]
      endAll()
    },
    stop: () => {
      endAll()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return proxy
}

const realTime: After = (delayMs, action) => {
  const timer = setTimeout(action, delayMs)
  return () => clearTimeout(timer)
}
