/**
 * Opens connections that a response carries down: HTTP stream, whose first request brings the first commands, and
 * SSE, which has its connect command in the address.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decodeCommands, disconnects, probeOf } from '@copydesk/protocol'
import type { Handshake } from '../connections/connection.ts'
import type { Framing, TransportKind } from '../connections/transport.ts'
import { admit, type GateCore } from '../handshake/gate.ts'
import { badRequest, bodyProblems, sendProblem } from '../handshake/problems.ts'
import type { HubCore } from '../hub-core.ts'
import { tooMuchWaiting } from '../limits/over-limit.ts'
import { sendProbeEvents } from '../probe/probe-stream.ts'
import { readBody } from './read-body.ts'
import {
  eventFraming,
  eventStreamType,
  lineFraming,
  lineStreamType,
  streamHeaders,
} from './stream-framing.ts'
import { StreamTransport } from './stream-transport.ts'

interface StreamKind {
  kind: TransportKind
  framing: Framing
  contentType: string
}

const httpStream: StreamKind = { kind: 'http_stream', framing: lineFraming, contentType: lineStreamType }
const sse: StreamKind = { kind: 'sse', framing: eventFraming, contentType: eventStreamType }

/** What a stream needs of the hub. */
type StreamCore = GateCore & Pick<HubCore, 'carriers' | 'environment' | 'nodeId' | 'nodes' | 'open'>

/** `POST /connection/http_stream`. */
export async function openHttpStream(
  core: StreamCore,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { maxMessageBytes } = core.limits
  const body = await readBody(request, maxMessageBytes)
  if (!body.ok) {
    if (body.fault !== 'gone') sendProblem(response, bodyProblems[body.fault](maxMessageBytes))
    return
  }
  const handshake = admit(core, request, response, 'http_stream')
  if (handshake === null) return
  if (probeOf(request.url)?.echo) sendProbeEvents(core, httpStream, response)
  else openStream(core, httpStream, response, handshake, body.text)
}

/** `GET /connection/sse?cf_connect=…`. */
export function openSse(core: StreamCore, request: IncomingMessage, response: ServerResponse): void {
  const handshake = admit(core, request, response, 'sse')
  if (handshake === null) return
  if (probeOf(request.url)?.echo) {
    sendProbeEvents(core, sse, response)
    return
  }
  const commands = new URL(request.url ?? '', 'http://hub').searchParams.get('cf_connect') ?? ''
  if (isConnectAlone(commands)) openStream(core, sse, response, handshake, commands)
  else sendProblem(response, notConnect)
}

/** A foreign page can make a browser send a GET with its cookies; connecting is all that it could do by that. */
function isConnectAlone(text: string): boolean {
  const decoded = decodeCommands(text)
  return decoded.ok && decoded.commands.length === 1 && decoded.commands[0]?.kind === 'connect'
}

const notConnect = badRequest(
  'The parameter cf_connect does not hold one connect command.',
  'Let an SDK open this address, or put a connect command as JSON there; GET /events?channel=… needs none.',
)

function openStream(
  core: StreamCore,
  { kind, framing, contentType }: StreamKind,
  response: ServerResponse,
  handshake: Handshake,
  commands: string,
): void {
  if (response.destroyed) return
  response.writeHead(200, streamHeaders(contentType))
  response.flushHeaders()
  const transport = new StreamTransport(kind, framing, response, core.environment, core.limits.maxQueuedBytes)
  const connection = core.open(transport, handshake)
  const forget = core.nodes.emulation.open(transport.session, (data) => transport.take(data))
  core.carriers.add(response)
  response.on('close', () => {
    forget()
    connection.transportClosed(disconnects.connectionClosed.code)
    core.carriers.delete(response)
  })
  transport.connect({
    receive: (message) => connection.receive(message),
    overrun: () => connection.disconnect(tooMuchWaiting(core.limits)),
  })
  transport.take(commands)
}
