/**
 * A proxy that breaks what it carries in the ways it is told, and remembers what went by. Without faults it is a wire.
 * HTTP/1.1 without TLS on a free loopback port; each connection carries one exchange and is closed after it.
 *
 *     const proxy = await startFaultProxy(server.port, [stripUpgrade(), bufferAnswers()])
 *     proxy.faults = []                       // for new connections; old ones go on as they began
 *     proxy.cut()                             // ends every connection and takes no new ones
 */
import { STATUS_CODES } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import type { After, Exchange, Fault, OwnAnswer, Way } from './fault.ts'
import { resetConnections } from './faults.ts'
import {
  type AnswerHead,
  isWebSocket,
  parseAnswer,
  parseRequest,
  printAnswer,
  printRequest,
  type RequestHead,
  readHead,
  withHeader,
} from './http-head.ts'

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
  const exchanges: Mutable<Exchange>[] = []
  let connections = 0

  const keep = (socket: Socket) => {
    sockets.add(socket)
    // Pipelines of both directions and the faults all listen.
    socket.setMaxListeners(50)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const serve = async (near: Socket) => {
    const { faults: active } = proxy
    const open = connections
    connections += 1
    keep(near)
    near.on('close', () => {
      connections -= 1
    })
    const verdict = active
      .map((fault) => fault.onConnection?.(open) ?? 'pass')
      .find((each) => each !== 'pass')
    if (verdict === 'reset') return void near.resetAndDestroy()
    if (verdict === 'swallow') return void near.resume()
    const head = await readHead(near)
    const asked = head && parseRequest(head.text)
    if (!asked) return void near.destroy()
    const exchange: Mutable<Exchange> = { asked, forwarded: null, answered: null }
    exchanges.push(exchange)
    const request = applyTo(active, asked)
    if ('status' in request) {
      exchange.answered = ownHead(request)
      return void near.end(Buffer.concat([printAnswer(exchange.answered), Buffer.from(request.body ?? '')]))
    }
    // One exchange to a connection, so that nothing has to be read but heads.
    const isUpgrade = isWebSocket(request)
    const forwarded = isUpgrade
      ? request
      : { ...request, headers: withHeader(request.headers, 'Connection', 'close') }
    exchange.forwarded = forwarded
    const far = connect(targetPort, '127.0.0.1')
    keep(far)
    near.on('close', () => far.destroy())
    const way = wayOf(near, far, after)
    for (const fault of active) fault.watch?.(way)
    far.write(Buffer.concat([printRequest(forwarded), head.rest]))
    if (!isUpgrade) near.pipe(far, { end: false })
    const reply = await readHead(far)
    const came = reply && parseAnswer(reply.text)
    if (!came) return void near.destroy()
    const changed = active.reduce((each, fault) => fault.onAnswer?.(each) ?? each, came)
    const isTunnel = changed.status === 101
    const answered = isTunnel
      ? changed
      : { ...changed, headers: withHeader(changed.headers, 'Connection', 'close') }
    exchange.answered = answered
    if (reply.rest.length > 0) far.unshift(reply.rest)
    if (isTunnel) {
      near.write(printAnswer(answered))
      const tunnels = active.map((fault) => fault.carryTunnel?.(way) ?? {})
      join(
        near,
        far,
        tunnels.flatMap(({ toServer }) => toServer ?? []),
      )
      join(far, near, tunnels.flatMap(({ toClient }) => toClient ?? []).reverse())
      return
    }
    far.unshift(printAnswer(answered))
    join(far, near, active.flatMap((fault) => fault.carryAnswer?.(way) ?? []).reverse())
  }

  const server = createServer((near) => void serve(near))
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

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

const realTime: After = (delayMs, action) => {
  const timer = setTimeout(action, delayMs)
  return () => clearTimeout(timer)
}

/** What the faults make of a request, up to the first that answers it. */
function applyTo(faults: readonly Fault[], asked: RequestHead): RequestHead | OwnAnswer {
  let request = asked
  for (const fault of faults) {
    const result = fault.onRequest?.(request) ?? request
    if ('status' in result) return result
    request = result
  }
  return request
}

function ownHead({ status, headers = {}, body = '' }: OwnAnswer): AnswerHead {
  const length = String(Buffer.byteLength(body))
  return {
    status,
    reason: STATUS_CODES[status] ?? '',
    headers: [...Object.entries(headers), ['Content-Length', length], ['Connection', 'close']],
  }
}

function wayOf(near: Socket, far: Socket, after: After): Way {
  const cut = () => {
    near.destroy()
    far.destroy()
  }
  return {
    after,
    cut,
    onBytes: (listener) => {
      near.on('data', listener)
      far.on('data', listener)
    },
    onClose: (listener) => near.on('close', listener),
  }
}

function join(from: Socket, to: Socket, through: readonly Duplex[]): void {
  pipeline([from, ...through, to], () => to.destroySoon())
}
