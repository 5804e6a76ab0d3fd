/** `GET /events`: a channel for anyone with EventSource or curl. */
import { EventSource } from 'eventsource'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ask, StreamReader } from './support/http-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await startTestServer()
})
afterEach(() => server.stop())

const ann = { authorization: 'Bearer ann' }
const open = (path: string, headers: Record<string, string> = {}): Promise<StreamReader> =>
  StreamReader.open(server.port, { path, headers: { ...ann, ...headers } })
const refused = (path: string, headers: Record<string, string> = ann) => ask(server.port, { path, headers })

/** Event and id of the next block, and its data as JSON. */
async function event(stream: StreamReader): Promise<{ event?: string; id?: string; data?: unknown }> {
  const fields = (await stream.upTo('\n\n')).split('\n').map((line) => {
    const colon = line.indexOf(': ')
    return [line.slice(0, colon), line.slice(colon + 2)] as const
  })
  const { data, ...rest } = Object.fromEntries(fields)
  return data === undefined ? rest : { ...rest, data: JSON.parse(data) }
}

describe('GET /events', () => {
  it('[V1] sends each publication with its position, [V2] after the position of the head', async () => {
    server.publish('a', 'before')
    const { epoch } = await server.journal.position('a')
    const stream = await open('/events?channel=a')
    expect([stream.status, stream.headers['content-type'], stream.headers['cache-control']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
      'no-store, no-transform',
    ])
    expect(await event(stream)).toEqual({ retry: '2000', id: `${epoch}:1` })
    server.publish('a', { text: 'zwei\nZeilen' })
    expect(await event(stream)).toEqual({
      event: 'message',
      id: `${epoch}:2`,
      data: { text: 'zwei\nZeilen' },
    })
    expect(server.hub.stats().transports.events).toBe(1)
  })

  it('[V1] knows who it is by cookie too', async () => {
    const stream = await StreamReader.open(server.port, {
      path: '/events?channel=a',
      headers: { cookie: 'ann' },
    })
    expect(stream.status).toBe(200)
    const foreign = { cookie: 'ann', origin: 'https://other.example' }
    expect(await refused('/events?channel=a', foreign)).toMatchObject({ status: 403 })
  })

  it.each([
    ['Last-Event-ID', (position: string) => ['/events?channel=a', { 'last-event-id': position }] as const],
    ['since', (position: string) => [`/events?channel=a&since=${position}`, {}] as const],
  ])('[V2] goes on after the position of %s', async (_, at) => {
    for (let value = 1; value <= 4; value += 1) server.publish('a', value)
    const { epoch } = await server.journal.position('a')
    const [path, headers] = at(`${epoch}:2`)
    const stream = await open(path, headers)
    expect(await event(stream)).toEqual({ retry: '2000', id: `${epoch}:2` })
    expect(await event(stream)).toEqual({ event: 'message', id: `${epoch}:3`, data: 3 })
    expect(await event(stream)).toEqual({ event: 'message', id: `${epoch}:4`, data: 4 })
    server.publish('a', 5)
    expect(await event(stream)).toEqual({ event: 'message', id: `${epoch}:5`, data: 5 })
  })

  it.each(['other:2', 'nonsense', ':99', 'EPOCH:99', 'EPOCH:1'])(
    '[V2] begins with a reset when %s is not recovered',
    async (position) => {
      for (let value = 1; value <= 4; value += 1) server.publish('a', value)
      server.journal.prune('a', 2)
      const { epoch } = await server.journal.position('a')
      const stream = await open('/events?channel=a', { 'last-event-id': position.replace('EPOCH', epoch) })
      expect(await event(stream)).toEqual({
        retry: '2000',
        event: 'reset',
        id: `${epoch}:4`,
        data: { epoch, offset: 4 },
      })
      server.publish('a', 5)
      expect(await event(stream)).toMatchObject({ event: 'message', data: 5 })
    },
  )

  it('[V2] [V5] loses nothing when an EventSource is cut off again and again', async () => {
    const source = new EventSource(`http://127.0.0.1:${server.port}/events?channel=a`, {
      fetch: async (url, init) => {
        const response = await fetch(url, { ...init, headers: { ...init.headers, ...ann } })
        opened()
        return response
      },
    })
    let opened: () => void = () => undefined
    const next = (): Promise<void> =>
      new Promise((resolve) => {
        opened = resolve
      })
    const received: unknown[] = []
    let enough: () => void = () => undefined
    source.onmessage = ({ data }) => {
      received.push(JSON.parse(data))
      if (received.length === 6) enough()
    }
    await next()
    server.publish('a', 1)
    server.publish('a', 2)
    while (received.length < 2) await new Promise((resolve) => setImmediate(resolve))
    const back = next()
    server.cut()
    server.publish('a', 3)
    server.publish('a', 4)
    await back
    server.publish('a', 5)
    const all = new Promise<void>((resolve) => {
      enough = resolve
    })
    server.publish('a', 6)
    await all
    source.close()
    expect(received).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('[V3] keeps the connection alive without asking for an answer', async () => {
    const stream = await open('/events?channel=a')
    await event(stream)
    await server.timers.advance(60_000)
    const first = await stream.upTo('\n\n')
    const second = await stream.upTo('\n\n')
    expect([first, second]).toEqual([': ping', ': ping'])
    expect(server.hub.stats().connections).toBe(1)
  })

  it('[V4] says by a status why it refuses', async () => {
    server.rights.taken.add('ann a')
    const problem = { 'content-type': 'application/problem+json; charset=utf-8' }
    expect(await refused('/events')).toMatchObject({ status: 400, headers: problem })
    expect(await refused('/events?channel=a')).toMatchObject({
      status: 403,
      headers: problem,
      body: { code: 'permission_denied' },
    })
    expect(await refused('/events?channel=none:1')).toMatchObject({
      status: 404,
      body: { code: 'unknown_channel' },
    })
    expect(await refused('/events?channel=b', {})).toMatchObject({
      status: 401,
      body: { code: 'invalid_token' },
    })
    expect(await refused('/events?channel=b', { authorization: 'Bearer expired' })).toMatchObject({
      status: 401,
      body: { code: 'token_expired' },
    })
    expect(await refused(`/events?channel=${'x'.repeat(300)}`)).toMatchObject({ status: 400 })
    await server.untilGone()
    expect(server.hub.stats()).toMatchObject({ connections: 0, channels: 0 })
  })

  it('[V4] answers 503 while the journal cannot be read', async () => {
    const journal = { ...server.journal, position: () => Promise.reject(new Error('disk on fire')) }
    const broken = await startTestServer({ journal })
    expect(await ask(broken.port, { path: '/events?channel=a', headers: ann })).toMatchObject({ status: 503 })
    await broken.stop()
  })

  it('[V5] ends with the right, the stream, the session and the server', async () => {
    const streams = await Promise.all(['a', 'b', 'c'].map((channel) => open(`/events?channel=${channel}`)))
    const lost = await StreamReader.open(server.port, {
      path: '/events?channel=d',
      headers: { authorization: 'Bearer ben/s1' },
    })
    server.rights.taken.add('ann a')
    await server.hub.recheck('ann')
    expect(await streams[0]?.rest()).toContain(': unsubscribed 2000 server unsubscribe')
    server.hub.endSession('s1')
    expect(await lost.rest()).toContain(': disconnected 3500 invalid token')
    server.journal.rotateEpochs()
    server.publish('b', 1)
    expect(await streams[1]?.rest()).toContain(': unsubscribed 2500 insufficient state')
    await server.hub.drain()
    expect(await streams[2]?.rest()).toContain(': disconnected 3001 shutdown')
  })

  it('[V5] does not wait for ever for a client that reads no goodbye', async () => {
    const stream = await open('/events?channel=a')
    await event(stream)
    stream.stall()
    // More than the buffers of both sockets may hold.
    server.publish('a', 'x'.repeat(30_000_000))
    await new Promise((resolve) => setImmediate(resolve))
    server.hub.disconnectUser('ann')
    let gone = false
    const closing = server.hub.close().then(() => {
      gone = true
    })
    await server.timers.advance(4_900)
    expect(gone).toBe(false)
    await server.timers.advance(200)
    await closing
  })

  it('[V6] has no ids for a channel that is not journaled, and tells who comes and goes', async () => {
    const stream = await open('/events?channel=here:1')
    expect(await event(stream)).toEqual({ retry: '2000' })
    const ben = await StreamReader.open(server.port, {
      path: '/events?channel=here:1',
      headers: { authorization: 'Bearer ben' },
    })
    expect(await event(stream)).toMatchObject({ event: 'join', data: { user: 'ann' } })
    expect(await event(stream)).toMatchObject({ event: 'join', data: { user: 'ben' } })
    ben.cut()
    expect(await event(stream)).toMatchObject({ event: 'leave', data: { user: 'ben' } })
    server.broker.publish([{ channel: 'here:1', epoch: '', publications: [{ offset: 0, data: '1' }] }])
    expect(await event(stream)).toEqual({ event: 'message', data: 1 })
  })
})
