/**
 * `GET /events?channel=…`: one channel as plain server-sent events, for EventSource and curl. Each event's id is
 * the position after it, so a browser that reconnects goes on where it was; what cannot be recovered begins with
 * an event `reset`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { disconnects, encodeCommands } from '@copydesk/protocol'
import { admit, type GateCore } from '../handshake/gate.ts'
import { badRequest, sendProblem } from '../handshake/problems.ts'
import type { HubCore } from '../hub-core.ts'
import type { StreamPosition } from '../journal/journal.ts'
import { EventsTransport } from './events-transport.ts'

/** What an event stream needs of the hub. */
type EventsCore = GateCore & Pick<HubCore, 'carriers' | 'environment' | 'open'>

export function openEvents(core: EventsCore, request: IncomingMessage, response: ServerResponse): void {
  const handshake = admit(core, request, response, 'events')
  if (handshake === null) return
  const query = new URL(request.url ?? '', 'http://hub').searchParams
  const channel = query.get('channel')
  if (!channel) {
    sendProblem(response, noChannel)
    return
  }
  const since = parsePosition(one(request.headers['last-event-id']) || query.get('since'))
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const connection = core.open(new EventsTransport(response, core.environment), handshake)
  core.carriers.add(response)
  response.on('close', () => {
    connection.transportClosed(disconnects.connectionClosed.code)
    core.carriers.delete(response)
  })
  connection.receive(
    encodeCommands([
      { id: 1, connect: { name: 'events', ...(token !== undefined && { token }) } },
      { id: 2, subscribe: { channel, ...(since !== null && { recover: true, ...since }) } },
    ]),
  )
}

/** `epoch:offset`. Anything else is a position that never was, which is answered with a reset. */
function parsePosition(text: string | null): StreamPosition | null {
  if (text === null || text === '') return null
  const colon = text.lastIndexOf(':')
  const digits = text.slice(colon + 1)
  if (colon === -1 || !/^\d{1,15}$/.test(digits)) return { epoch: text, offset: 0 }
  return { epoch: text.slice(0, colon), offset: Number(digits) }
}

function one(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}

const noChannel = badRequest('The parameter channel is missing.', 'Ask for /events?channel=… of one channel.')
