/**
 * Every way by which events come to a client, as plainly as the wire has them: a WebSocket, an HTTP stream, SSE and
 * polling, each on one channel and with a session cookie as a page would send it. For tests of what stands between.
 */
import { type Agent, type IncomingMessage, request } from 'node:http'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { Position } from '@copydesk/contract'
import { WebSocket } from 'ws'

/** How to get to the server. */
export interface Reach {
  /** What a browser would have in its address bar. */
  url: string
  cookie: string
  /** Through a forward proxy, when given. */
  agent?: Agent
}

/** The events of a channel, one after the other. */
export interface Follower {
  /** The next event; it is waited for. */
  next(): Promise<unknown>
  close(): void
}

/** What became of a request to open a WebSocket. */
export interface HandshakeAnswer {
  status: number
  /** The problem that the server named, null when the answer is none of ours. */
  problem: { code: string; arrived: { httpVersion: string; host: string } } | null
}

const key = 'dGhlIHNhbXBsZSBub25jZQ=='

/** Asks for a WebSocket and leaves it at that. */
export async function askForWebSocket({ url, cookie, agent }: Reach): Promise<HandshakeAnswer> {
  const headers = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': key,
    'sec-websocket-version': '13',
  }
  const asked = request(`${url}/connection/websocket`, {
    headers: { ...headers, cookie, origin: url },
    agent,
  })
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve).on('error', reject).end()
    asked.on('upgrade', (upgraded: IncomingMessage, socket: Socket) => {
      socket.destroy()
      resolve(upgraded)
    })
  })
  const status = answer.statusCode ?? 0
  if (status === 101) return { status, problem: null }
  const body = await text(answer)
  const isOurs = answer.headers['content-type']?.startsWith('application/problem+json')
  return { status, problem: isOurs ? JSON.parse(body) : null }
}

/** `tunnel` is a socket that a forward proxy gave. `closed` is the code of the end: 1006 when nobody said goodbye. */
export async function followByWebSocket(
  { url, cookie }: Reach,
  position: Position,
  tunnel?: Socket,
): Promise<Follower & { closed: Promise<number> }> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/connection/websocket`, {
    headers: { cookie, origin: url },
    ...(tunnel && { createConnection: () => tunnel }),
  })
  const { put, next } = queue()
  socket.on('message', (data) => {
    for (const line of String(data).split('\n')) take(line, put)
  })
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.send(`${command({ id: 1, connect: {} })}\n${subscribe(position)}`)
  return { next, closed, close: () => socket.terminate() }
}

/** The subscribe command goes through `/emulation`, as every command after the first does. */
export async function followByHttpStream(reach: Reach, position: Position): Promise<Follower> {
  const { put, next } = queue()
  const answer = await send(reach, 'POST', '/connection/http_stream', command({ id: 1, connect: {} }))
  const { session, node } = await new Promise<{ session: string; node: string }>((resolve) => {
    createInterface({ input: answer }).on('line', (line) => {
      const { connect } = JSON.parse(line)
      if (connect) resolve(connect)
      else take(line, put)
    })
  })
  const told = await send(reach, 'POST', '/emulation', command({ session, node, data: subscribe(position) }))
  if (told.statusCode !== 204) throw new Error(`/emulation answers ${told.statusCode}`)
  return { next, close: () => answer.destroy() }
}

/** `GET /events`, as EventSource would. */
export async function followByEvents(reach: Reach, position: Position): Promise<Follower> {
  const { put, next } = queue()
  const query = new URLSearchParams({
    channel: position.channel,
    since: `${position.epoch}:${position.offset}`,
  })
  const answer = await send(reach, 'GET', `/events?${query}`)
  createInterface({ input: answer }).on('line', (line) => {
    if (line.startsWith('data: ')) put(JSON.parse(line.slice('data: '.length)))
  })
  return { next, close: () => answer.destroy() }
}

/** Asks `GET /api/v1/changes` for what came since, each time. */
export async function followByPolling(reach: Reach, position: Position): Promise<Follower> {
  let { offset } = position
  const { channel, epoch } = position
  return {
    next: async () => {
      const query = new URLSearchParams({ channel, epoch, offset: String(offset) })
      const answer = await send(reach, 'GET', `/api/v1/changes?${query}`)
      const { publications } = JSON.parse(await text(answer))
      offset += 1
      return publications[0]?.data
    },
    close: () => {},
  }
}

async function send(
  { url, cookie, agent }: Reach,
  method: string,
  path: string,
  body?: string,
): Promise<IncomingMessage> {
  const headers = { cookie, origin: url, ...(body && { 'content-type': 'application/json' }) }
  const asked = request(url + path, { method, headers, agent })
  return new Promise((resolve, reject) => asked.on('response', resolve).on('error', reject).end(body))
}

const command = (value: object) => JSON.stringify(value)

const subscribe = ({ channel, epoch, offset }: Position) =>
  command({ id: 2, subscribe: { channel, recover: true, epoch, offset } })

/** Puts the events of a message into the queue; a subscribe reply brings those that were missed. */
function take(line: string, put: (event: unknown) => void): void {
  const { push, subscribe: subscribed, error } = JSON.parse(line)
  if (error) throw new Error(`The server answers ${line}`)
  for (const { data } of subscribed?.publications ?? []) put(data)
  if (push?.pub) put(push.pub.data)
}

/** What is put in comes out in the same order, when somebody asks. */
function queue() {
  const waiting: unknown[] = []
  const asking: ((event: unknown) => void)[] = []
  return {
    put: (event: unknown) => {
      const ask = asking.shift()
      if (ask) ask(event)
      else waiting.push(event)
    },
    next: () =>
      waiting.length > 0
        ? Promise.resolve(waiting.shift())
        : new Promise<unknown>((resolve) => asking.push(resolve)),
  }
}
