/**
 * One exchange through the fault proxy: a request, its answer, and the WebSocket that may come of it. Everything but
 * the heads is carried as bytes. Keeps no list of anything; see fault-proxy.ts.
 */
import { STATUS_CODES } from 'node:http'
import { connect, type Socket } from 'node:net'
import { type Duplex, pipeline } from 'node:stream'
import type { After, Exchange, Fault, OwnAnswer, Tunnel, Way } from './fault.ts'
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

export interface Carrier {
  readonly targetPort: number
  readonly faults: readonly Fault[]
  readonly after: After
  /** A connection to the server was made. */
  keep(socket: Socket): void
  /** A request came. What is given here is filled in as it goes on. */
  record(exchange: Exchange): void
}

/** Until the answer is under way; what ends one side ends the other. */
export async function carryExchange(near: Socket, carrier: Carrier): Promise<void> {
  const { faults } = carrier
  const head = await readHead(near)
  const asked = head && parseRequest(head.text)
  if (!asked) return void near.destroy()
  const exchange: { -readonly [Key in keyof Exchange]: Exchange[Key] } = {
    asked,
    forwarded: null,
    answered: null,
  }
  carrier.record(exchange)
  const request = applyTo(faults, asked)
  if ('status' in request) {
    exchange.answered = ownHead(request)
    // A body that is still on its way is read, so that the answer is not lost with it.
    near.resume().end(Buffer.concat([printAnswer(exchange.answered), Buffer.from(request.body ?? '')]))
    return
  }

  const isUpgrade = isWebSocket(request)
  const forwarded = isUpgrade ? request : closing(request)
  exchange.forwarded = forwarded
  const far = connect(carrier.targetPort, '127.0.0.1')
  carrier.keep(far)
  near.on('close', () => far.destroy())
  const way = wayOf(near, far, carrier.after)
  for (const fault of faults) fault.watch?.(way)
  far.write(Buffer.concat([printRequest(forwarded), head.rest]))
  if (!isUpgrade) near.pipe(far, { end: false })

  const reply = await readHead(far)
  const came = reply && parseAnswer(reply.text)
  if (!came) return void near.destroy()
  const changed = faults.reduce((each, fault) => fault.onAnswer?.(each) ?? each, came)
  const isTunnel = changed.status === 101
  exchange.answered = isTunnel ? changed : closing(changed)
  if (reply.rest.length > 0) far.unshift(reply.rest)
  if (isTunnel) {
    near.write(printAnswer(exchange.answered))
    openTunnel(
      near,
      far,
      faults.flatMap((fault) => fault.carryTunnel?.(way) ?? []),
    )
  } else {
    far.unshift(printAnswer(exchange.answered))
    // The fault that is nearest to the server acts first on what comes from there.
    join(far, faults.flatMap((fault) => fault.carryAnswer?.(way) ?? []).reverse(), near)
  }
}

function openTunnel(near: Socket, far: Socket, tunnels: readonly Tunnel[]): void {
  const toServer = tunnels.flatMap((tunnel) => tunnel.toServer ?? [])
  const toClient = tunnels.flatMap((tunnel) => tunnel.toClient ?? [])
  join(near, toServer, far)
  join(far, toClient.reverse(), near)
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
  return closing({
    status,
    reason: STATUS_CODES[status] ?? '',
    headers: [...Object.entries(headers), ['Content-Length', length]],
  })
}

/** One exchange to a connection, so that nothing has to be understood but heads. */
function closing<Head extends RequestHead | AnswerHead>(head: Head): Head {
  return { ...head, headers: withHeader(head.headers, 'Connection', 'close') }
}

function wayOf(near: Socket, far: Socket, after: After): Way {
  return {
    after,
    cut: () => {
      near.destroy()
      far.destroy()
    },
    onBytes: (listener) => {
      near.on('data', listener)
      far.on('data', listener)
    },
    onClose: (listener) => near.on('close', listener),
  }
}

function join(from: Socket, through: readonly Duplex[], to: Socket): void {
  pipeline([from, ...through, to], () => to.destroySoon())
}
