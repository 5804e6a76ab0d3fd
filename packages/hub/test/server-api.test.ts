/**
 * The server API, held with `cent.js`, a server SDK that nobody here wrote, and with requests of our own where an SDK
 * would never send them.
 */
import { createServer } from 'node:http'
import { CentClient } from 'cent.js'
import type { Centrifuge, PublicationContext } from 'centrifuge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHub, createMemoryBroker, createMemoryJournal, type Hub } from '../src/index.ts'
import { createServerApi } from '../src/server-api/index.ts'
import { createMemoryWriter } from '../src/server-api/memory-writer.ts'
import type { StandaloneConfig } from '../src/standalone/index.ts'
import { Collected, next } from './support/events.ts'
import { ask } from './support/http-client.ts'
import { SdkClients, subscribe } from './support/sdk-client.ts'
import { apiKey, sign, startStandalone, type TestStandalone, tokenSecret } from './support/standalone.ts'

const secrets = { reader: 'the-secret-of-the-reader', shop: 'the-secret-of-the-shop-key' }

const config: StandaloneConfig = {
  client: { token: { hmac_secret_key: tokenSecret } },
  channel: {
    namespaces: [
      {
        name: 'news',
        history_size: 100,
        history_ttl: '300s',
        force_recovery: true,
        presence: true,
        allow_subscribe_for_client: true,
      },
      { name: 'plain', allow_subscribe_for_client: true },
      { name: 'shop', history_size: 10, history_ttl: '60s' },
    ],
  },
  http_api: {
    key: apiKey,
    keys: [
      { name: 'reader', key: secrets.reader, scopes: ['presence', 'history', 'info'] },
      { name: 'shop', key: secrets.shop, namespaces: ['shop'] },
    ],
  },
}

const clients = new SdkClients('websocket')
let server: TestStandalone
beforeEach(async () => {
  server = await startStandalone(config)
})
afterEach(async () => {
  clients.stop()
  await server.close()
})

const cent = (key = apiKey): CentClient =>
  new CentClient({ url: `http://127.0.0.1:${server.port}/api`, apiKey: key })
const connect = async (user: string): Promise<Centrifuge> =>
  clients.connect(server, { token: await sign({ sub: user }) })
/** The SDK's types leave out some fields of the API; what it sends is what it is given. */
type Loose = Record<'publish' | 'broadcast' | 'subscribe' | 'refresh', (params: object) => Promise<unknown>>
const loose = (): Loose => cent() as unknown as Loose
const post = (
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = { 'x-api-key': apiKey },
) => ask(server.port, { method: 'POST', path, headers }, body)
const refused = (code: number) => ({ status: 200, body: { error: { code } } })

describe('the server API with cent.js', () => {
  it('[A1] [A4] publishes to whoever is subscribed, and says where it is kept', async () => {
    const subscription = await subscribe(await connect('ann'), 'news:a')
    const received = next<PublicationContext>(subscription, 'publication')
    const { offset, epoch } = await cent().publish({ channel: 'news:a', data: { text: 'hello' } })
    expect(offset).toBe(1)
    expect(await received).toMatchObject({ data: { text: 'hello' }, offset: 1 })
    const head = await cent().getHistory({ channel: 'news:a' })
    expect(head).toMatchObject({ epoch, offset: 1 })
    expect(await loose().publish({ channel: 'plain:a', data: 1 })).toEqual({})
  })

  it('[A4] publishes past the history where it is told to', async () => {
    const subscription = await subscribe(await connect('ann'), 'news:a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    await loose().publish({ channel: 'news:a', data: 1 })
    expect(await loose().publish({ channel: 'news:a', data: 'now', skip_history: true })).toEqual({})
    await loose().publish({ channel: 'news:a', data: 2 })
    const all = await publications.atLeast(3)
    expect(all.map(({ data, offset }) => [data, offset])).toEqual([
      [1, 1],
      ['now', undefined],
      [2, 2],
    ])
  })

  it('[A4] carries tags along, live, in recoveries and in histories', async () => {
    const tags = { trace: '4bf92f', ключ: 'значение' }
    const subscription = await subscribe(await connect('ann'), 'news:a')
    const received = next(subscription, 'publication')
    await loose().publish({ channel: 'news:a', data: 1, tags })
    expect(await received).toMatchObject({ data: 1, offset: 1, tags })
    await loose().broadcast({ channels: ['news:a'], data: 2, tags: {} })
    const { body } = await post('/api/history', '{"channel":"news:a","limit":9}')
    expect(body).toMatchObject({
      result: {
        publications: [
          { data: 1, offset: 1, tags },
          { data: 2, offset: 2 },
        ],
      },
    })
    expect(JSON.stringify(body)).not.toContain('"tags":{}')
    const back = await connect('ben')
    const recovered = back.newSubscription('news:a', { since: { offset: 0, epoch: '' } })
    const first = next(recovered, 'publication')
    recovered.subscribe()
    expect(await first).toMatchObject({ offset: 1, tags })
  })

  it('[A5] broadcasts, and answers for each channel', async () => {
    const answer = await loose().broadcast({ channels: ['news:a', 'none:a', 'plain:a'], data: 1 })
    expect(answer).toMatchObject({
      responses: [
        { result: { offset: 1 } },
        { error: { code: 102, message: 'unknown channel' } },
        { result: {} },
      ],
    })
  })

  it('[A6] publishes once under one idempotency key, for five minutes', async () => {
    const publish = (channel = 'news:a') => loose().publish({ channel, data: 1, idempotency_key: 'k' })
    const first = await publish()
    expect(await publish()).toEqual(first)
    expect(await publish('news:b')).toMatchObject({ offset: 1 })
    server.pass(299_000)
    expect(await publish()).toEqual(first)
    server.pass(2_000)
    expect(await publish()).toMatchObject({ offset: 2 })
  })

  it('[A7] subscribes the connections of a user, and unsubscribes them', async () => {
    const ann = await connect('ann')
    const ben = await connect('ben')
    const subscribed = next<object>(ann, 'subscribed')
    await loose().subscribe({ user: 'ann', channel: 'shop:a', info: { desk: 1 }, data: { why: 'x' } })
    expect(await subscribed).toMatchObject({ channel: 'shop:a', recoverable: false, data: { why: 'x' } })
    const received = next<object>(ann, 'publication')
    await loose().publish({ channel: 'shop:a', data: 'hello' })
    expect(await received).toMatchObject({ channel: 'shop:a', data: 'hello' })
    expect(ben.state).toBe('connected')
    expect(server.hub.stats().subscriptions).toBe(1)
    const unsubscribed = next<object>(ann, 'unsubscribed')
    await cent().unsubscribe({ user: 'ann', channel: 'shop:a' })
    expect(await unsubscribed).toMatchObject({ channel: 'shop:a' })
    expect(server.hub.stats().subscriptions).toBe(0)
  })

  it('[A7] sends a subscriber what came after its position', async () => {
    const ann = await connect('ann')
    for (const data of [1, 2, 3]) await loose().publish({ channel: 'news:a', data })
    const { epoch } = await cent().getHistory({ channel: 'news:a' })
    const publications = new Collected<PublicationContext>(ann, 'publication')
    const subscribed = next<object>(ann, 'subscribed')
    const params = { user: 'ann', channel: 'news:a', recover_since: { offset: 1, epoch } }
    await server.api('subscribe', params)
    expect(await subscribed).toMatchObject({ recoverable: true, streamPosition: { offset: 1, epoch } })
    expect((await publications.atLeast(2)).map(({ offset }) => offset)).toEqual([2, 3])
  })

  it('[A7] keeps what it made when rights are checked again', async () => {
    const ann = await connect('ann')
    const subscribed = next<object>(ann, 'subscribed')
    await loose().subscribe({ user: 'ann', channel: 'shop:a' })
    await subscribed
    await server.hub.recheck()
    expect(server.hub.stats().subscriptions).toBe(1)
  })

  it('[A8] disconnects a user, one connection, or all but some', async () => {
    const ended = async (client: Centrifuge) => (await next<{ code: number }>(client, 'disconnected')).code
    const first = await connect('ann')
    const second = await connect('ann')
    const ids = Object.fromEntries(
      [first, second].map((client) => [client === first ? 'first' : 'second', clientId(client)]),
    )
    const secondEnds = ended(second)
    await server.api('disconnect', { user: 'ann', whitelist: [ids.first] })
    expect(await secondEnds).toBe(3503)
    const firstEnds = ended(first)
    await server.api('disconnect', { user: 'ann', client: 'another' })
    expect(first.state).toBe('connected')
    await server.api('disconnect', {
      user: 'ann',
      client: ids.first,
      disconnect: { code: 4501, reason: 'enough' },
    })
    expect(await firstEnds).toBe(4501)
  })

  it('[A9] lets a connection expire earlier or later', async () => {
    const client = clients.create(server, { token: await sign({ sub: 'ann', exp: server.seconds() + 60 }) })
    const connected = next(client, 'connected')
    client.connect()
    await connected
    await loose().refresh({ user: 'ann', expire_at: server.seconds() + 7200 })
    server.pass(3_600_000)
    await server.timers.advance(60_000)
    expect(server.hub.stats().drops[3005]).toBeUndefined()
    const dropped = next<{ code: number }>(client, 'connecting')
    await loose().refresh({ user: 'ann', expired: true })
    expect((await dropped).code).toBe(3005)
  })

  it('[A10] says who is there', async () => {
    const ann = await connect('ann')
    await subscribe(ann, 'news:a')
    const { presence } = await cent().getPresence({ channel: 'news:a' })
    expect(Object.values(presence)).toEqual([{ client: clientId(ann), user: 'ann' }])
    expect(await cent().getPresenceStats({ channel: 'news:a' })).toEqual({ num_clients: 1, num_users: 1 })
    await expect(cent().getPresence({ channel: 'plain:a' })).rejects.toThrow()
    expect(await post('/api/presence', '{"channel":"plain:a"}')).toMatchObject(refused(108))
  })

  it('[A11] reads the history forwards and backwards, and empties it', async () => {
    for (const data of [1, 2, 3]) await loose().publish({ channel: 'news:a', data })
    const { publications, epoch } = await cent().getHistory({ channel: 'news:a', limit: 2 })
    expect(publications).toEqual([
      { data: 1, offset: 1 },
      { data: 2, offset: 2 },
    ])
    const history = (params: object) => server.api('history', { channel: 'news:a', ...params })
    expect(await history({ limit: 1, reverse: true })).toMatchObject({
      result: { publications: [{ offset: 3 }] },
    })
    expect(await history({ limit: 9, since: { offset: 2, epoch } })).toMatchObject({
      result: { publications: [{ offset: 3 }] },
    })
    expect(await history({ limit: 9, since: { offset: 2, epoch: 'other' } })).toMatchObject({
      error: { code: 112 },
    })
    await cent().removeHistory({ channel: 'news:a' })
    expect(await history({ limit: 9 })).toEqual({ result: { publications: [], epoch, offset: 3 } })
    expect(await post('/api/history', '{"channel":"plain:a"}')).toMatchObject(refused(108))
    expect(await post('/api/history_remove', '{"channel":"plain:a"}')).toMatchObject(refused(108))
  })

  it('[A12] lists channels with subscribers, and nodes', async () => {
    const ann = await connect('ann')
    for (const channel of ['news:a', 'news:b', 'plain:a']) await subscribe(ann, channel)
    await subscribe(await connect('ben'), 'news:a')
    expect(await cent().getChannels({ pattern: 'news:*' })).toEqual({
      channels: { 'news:a': { num_clients: 2 }, 'news:b': { num_clients: 1 } },
    })
    const { nodes } = await cent().getInfo()
    expect(nodes).toMatchObject([
      { uid: server.hub.nodeId, num_clients: 2, num_users: 2, num_subs: 4, num_channels: 3 },
    ])
  })

  it('[A13] takes commands in lines, as this SDK pipelines them', async () => {
    const answers = await cent().pipeline([
      { method: 'publish', params: { channel: 'news:a', data: 1 } },
      { method: 'history', params: { channel: 'news:a' } },
    ] as Parameters<CentClient['pipeline']>[0])
    expect(answers).toMatchObject([{ offset: 1 }, { offset: 1 }])
  })
})

describe('the server API', () => {
  it('[A13] takes a batch, and answers for each command', async () => {
    const commands = [
      { publish: { channel: 'news:a', data: 1 } },
      { publish: { channel: 'none:a', data: 1 } },
      { history: { channel: 'news:a' } },
      { nothing: {} },
      { publish: {}, history: {} },
    ]
    for (const parallel of [false, true]) {
      const { body } = await post('/api/batch', JSON.stringify({ commands, parallel }))
      expect(body.replies).toMatchObject([
        { publish: { offset: parallel ? 2 : 1 } },
        { error: { code: 102 } },
        { history: {} },
        { error: { code: 104 } },
        { error: { code: 107 } },
      ])
    }
  })

  it('[A2] is closed to whoever has no key', async () => {
    const body = { error: { code: 101, message: 'unauthorized' } }
    for (const headers of [{}, { 'x-api-key': 'wrong' }, { authorization: `Bearer ${apiKey}` }]) {
      expect(await post('/api/info', '{}', headers as Record<string, string>)).toMatchObject({
        status: 401,
        body,
      })
    }
    expect(await post('/api/info', '{}', { authorization: `apikey ${apiKey}` })).toMatchObject({
      status: 200,
    })
  })

  it('[A2] is closed to pages of other origins, with a key or without', async () => {
    const headers = { 'x-api-key': apiKey, origin: 'https://evil.example' }
    expect(await post('/api/info', '{}', headers)).toMatchObject({ status: 403 })
  })

  it('[A3] holds a key to its scopes', async () => {
    const asReader = (method: string, params: object) =>
      post(`/api/${method}`, JSON.stringify(params), { 'x-api-key': secrets.reader })
    expect(await asReader('history', { channel: 'news:a' })).toMatchObject({
      status: 200,
      body: { result: {} },
    })
    expect(await asReader('info', {})).toMatchObject({ body: { result: {} } })
    const target = { user: 'ann', channel: 'news:a' }
    for (const method of [
      'publish',
      'broadcast',
      'subscribe',
      'unsubscribe',
      'disconnect',
      'refresh',
      'history_remove',
    ]) {
      expect(await asReader(method, { ...target, data: 1, channels: ['news:a'] }), method).toMatchObject(
        refused(103),
      )
    }
  })

  it('[A3] holds a key to its namespaces', async () => {
    const asShop = (method: string, params: object) =>
      post(`/api/${method}`, JSON.stringify(params), { 'x-api-key': secrets.shop })
    expect(await asShop('publish', { channel: 'shop:a', data: 1 })).toMatchObject({
      body: { result: { offset: 1 } },
    })
    for (const method of ['publish', 'history', 'presence', 'history_remove']) {
      expect(await asShop(method, { channel: 'news:a', data: 1 }), method).toMatchObject(refused(103))
    }
    expect(await asShop('disconnect', { user: 'ann' })).toMatchObject(refused(103))
    await subscribe(await connect('ann'), 'news:a')
    expect(await asShop('channels', {})).toMatchObject({ body: { result: { channels: {} } } })
    const broadcast = await asShop('broadcast', { channels: ['shop:a', 'news:a'], data: 1 })
    expect(broadcast.body).toMatchObject({
      result: { responses: [{ result: { offset: 2 } }, { error: { code: 103 } }] },
    })
  })

  it.each([
    ['publish', { data: 1 }, 'channel must be text'],
    ['publish', { channel: '', data: 1 }, 'channel must not be empty'],
    ['publish', { channel: 'x'.repeat(256), data: 1 }, 'channel must have at most 255 characters'],
    ['publish', { channel: 'news:a' }, 'data must be given'],
    [
      'publish',
      { channel: 'news:a', data: 1, b64data: 'e30=' },
      'b64data is not available here: leave b64data out',
    ],
    ['publish', { channel: 'news:a', data: 1, tags: { a: 1 } }, 'tags.a must be text'],
    [
      'publish',
      { channel: 'news:a', data: 1, tags: { a: 'x'.repeat(4_096) } },
      'tags must have at most 4096 characters',
    ],
    ['publish', { channel: 'news:a', data: 'x'.repeat(131_073) }, 'data must have at most 131072 bytes'],
    ['broadcast', { channels: 'news:a', data: 1 }, 'channels must be a list of channels'],
    ['broadcast', { channels: ['news:a', 'news:a'], data: 1 }, 'channels must not name a channel twice'],
    ['history', { channel: 'news:a', limit: 'all' }, 'limit must be a whole number'],
    ['disconnect', { user: 'ann', disconnect: { code: 1000 } }, 'disconnect.code must be from 3000 to 4999'],
    ['subscribe', { channel: 'news:a' }, 'user must be text'],
    ['batch', { commands: 7 }, 'commands must be a list of {method: params}'],
  ])('[A14] names what is wrong with %s', async (method, params, fault) => {
    const { status, body } = await post(`/api/${method}`, JSON.stringify(params))
    expect([status, body]).toEqual([200, { error: { code: 107, message: `bad request: ${fault}` } }])
  })

  it('[A14] answers in JSON whatever comes', async () => {
    const answers = [
      await post('/api/publish', 'nonsense'),
      await post('/api/publish', Buffer.from([0xff, 0xfe])),
      await post('/api/nothing', '{}'),
      await ask(server.port, { path: '/api/info', headers: { 'x-api-key': apiKey } }),
      await post('/api/publish', ' '.repeat(1024 * 1024 + 1)),
    ]
    expect(answers.map(({ status, body }) => [status, (body.error as { code: number }).code])).toEqual([
      [400, 107],
      [400, 107],
      [404, 104],
      [405, 107],
      [413, 107],
    ])
  })
})

describe('the server API in an application of your own', () => {
  const rules = { recoverable: true, presence: false, joinLeave: false }
  let hub: Hub | undefined
  afterEach(async () => {
    await hub?.close()
  })

  async function startApi(options: { maxCommandsPerSecond?: number } = {}) {
    const journal = createMemoryJournal()
    const broker = createMemoryBroker()
    hub = createHub({
      journal,
      broker,
      authenticate: async () => ({ ok: false, reason: 'denied', message: 'nobody' }),
      authorize: async () => ({ ok: true }),
      rulesFor: () => rules,
      isOriginAllowed: () => false,
    })
    let now = 0
    const api = createServerApi({
      hub,
      writer: createMemoryWriter({ journal, broker, keepsHistory: () => true, monotonic: () => now }),
      rulesFor: () => rules,
      keys: [{ name: 'k', secret: apiKey, scopes: ['publish', 'presence', 'history', 'info', 'manage'] }],
      isReserved: (channel) => channel.startsWith('own:'),
      monotonic: () => now,
      ...options,
    })
    const http = createServer((request, response) => {
      if (!api.handle(request, response)) response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    const port = (http.address() as { port: number }).port
    const call = (method: string, params: object) =>
      ask(
        port,
        { method: 'POST', path: `/api/${method}`, headers: { 'x-api-key': apiKey } },
        JSON.stringify(params),
      )
    const stop = () => new Promise((resolve) => http.close(resolve))
    const pass = (ms: number) => {
      now += ms
    }
    return { call, stop, pass, port }
  }

  it('[A15] touches no channel that the application keeps for itself', async () => {
    const { call, stop } = await startApi()
    const params = { channel: 'own:a', channels: ['own:a'], data: 1, user: 'ann' }
    for (const method of [
      'publish',
      'subscribe',
      'unsubscribe',
      'presence',
      'presence_stats',
      'history',
      'history_remove',
    ]) {
      expect(await call(method, params), method).toMatchObject(refused(103))
    }
    const { body } = await call('broadcast', params)
    expect(body).toMatchObject({ result: { responses: [{ error: { code: 103 } }] } })
    await stop()
  })

  it('[A14] is held to a rate by key, in which each channel of a broadcast counts', async () => {
    const { call, stop, pass } = await startApi({ maxCommandsPerSecond: 1 })
    expect(
      (await call('broadcast', { channels: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'], data: 1 })).status,
    ).toBe(200)
    expect((await call('publish', { channel: 'a', data: 1 })).status).toBe(200)
    const { status, headers, body } = await call('publish', { channel: 'a', data: 1 })
    expect([status, headers['retry-after'], body]).toEqual([
      429,
      '1',
      { error: { code: 111, message: 'too many requests: more than 1 commands a second with one key' } },
    ])
    pass(1_000)
    expect((await call('publish', { channel: 'a', data: 1 })).status).toBe(200)
    await stop()
  })

  it('leaves other paths to the application', async () => {
    const { port, stop } = await startApi()
    for (const path of ['/apis', '/api/v1/projects'])
      expect((await ask(port, { path, method: 'POST' })).status).toBe(404)
    await stop()
  })
})

/** The id of a connection, which the SDK keeps to itself. */
function clientId(client: Centrifuge): string {
  return String(Reflect.get(client, '_client'))
}
