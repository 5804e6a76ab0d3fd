/**
 * The way from one server to a database or a message server, over which a test has power: it can be cut, slow, or bring
 * messages twice and in another order. Without any of that it is a wire.
 *
 *     const link = await startLink({ to: redis.port, protocol: 'redis', random })
 *     link.cut()                  // ends what is connected and takes nothing new
 *     link.delayMs = 500          // each way
 *     link.isMixing = true
 *     link.mend()
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { FrameCutter, type MessageProtocol } from './message-frames.ts'
import { MessageMixer } from './mix-messages.ts'

export interface Link {
  /** On 127.0.0.1. */
  readonly port: number
  /** How much later everything arrives, each way. */
  delayMs: number
  /** Messages come twice and in another order. */
  isMixing: boolean
  /** Ends every connection without a word, and each new one, until it is mended. */
  cut(): void
  /** Carries nothing any more and ends nothing, as a firewall that forgot its connections; new ones are carried. */
  silence(): void
  /** As at first, for new connections and old ones. */
  mend(): void
  stop(): Promise<void>
}

export interface LinkOptions {
  /** A port on 127.0.0.1. */
  to: number
  protocol: MessageProtocol
  /** What is doubled, and what is late. */
  random: () => number
}

export async function startLink({ to, protocol, random }: LinkOptions): Promise<Link> {
  const sockets = new Set<Socket>()
  let isCut = false

  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => {})
    socket.on('close', () => {
      sockets.delete(socket)
      other.destroy()
    })
  }
  const carry = (near: Socket) => {
    if (isCut) return void near.destroy()
    const far = connect(to, '127.0.0.1')
    keep(near, far)
    keep(far, near)
    const toServer = later(link, (bytes) => void far.write(bytes))
    const toClient = later(link, (bytes) => void near.write(bytes))
    const cutter = new FrameCutter(protocol)
    const mixer = new MessageMixer(random, toClient)
    near.on('data', toServer)
    far.on('data', (chunk) => {
      for (const frame of cutter.cut(chunk)) {
        if (link.isMixing) mixer.take(frame)
        else {
          mixer.letGo()
          toClient(frame.bytes)
        }
      }
    })
  }

  const server = createServer(carry).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const endAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  const link: Link = {
    port: (server.address() as AddressInfo).port,
    delayMs: 0,
    isMixing: false,
    cut: () => {
      isCut = true
      endAll()
    },
    silence: () => {
      for (const socket of sockets) socket.pause()
    },
    mend: () => {
      isCut = false
      link.delayMs = 0
      link.isMixing = false
    },
    stop: async () => {
      server.close()
      endAll()
      await once(server, 'close')
    },
  }
  return link
}

/** Nothing overtakes anything when the delay changes. */
function later(link: Pick<Link, 'delayMs'>, emit: (bytes: Buffer) => void): (bytes: Buffer) => void {
  const waiting: Buffer[] = []
  let lastAt = 0
  return (bytes) => {
    const now = performance.now()
    if (waiting.length === 0 && link.delayMs === 0) return emit(bytes)
    lastAt = Math.max(now + link.delayMs, lastAt)
    waiting.push(bytes)
    setTimeout(() => emit(waiting.shift() ?? Buffer.alloc(0)), lastAt - now)
  }
}
