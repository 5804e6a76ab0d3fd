/**
 * Developers' own channels beside the product's, and the server API that writes into them, held with `cent.js` and
 * the `centrifuge` SDK against the whole server.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { channels, type Id } from '@copydesk/contract'
import { CentClient } from 'cent.js'
import { Centrifuge, type PublicationContext, type SubscribedContext, type Subscription } from 'centrifuge'
import { SignJWT } from 'jose'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { composeServer } from '../src/cli/compose-server.ts'
import { type OpenedServices, openServices } from '../src/cli/open-services.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createPerson } from '../src/people/commands.ts'
import { ServiceKeys } from '../src/people/keys/service-keys.ts'
import { ConnectionTokens } from '../src/people/sessions/connection-token.ts'
import { Sessions } from '../src/people/sessions/sessions.ts'
import { loadSettings } from '../src/settings/load-settings.ts'

const secret = 'the secret that signs the tokens of this test'
const keys = { all: 'the-key-with-every-scope', reader: 'the-key-of-a-reader-only' }

const namespaces = [
  {
    name: 'news',
    history_size: 3,
    history_ttl: '1h',
    force_recovery: true,
    presence: true,
    allow_subscribe_for_client: true,
    allow_publish_for_subscriber: true,
    allow_history_for_client: true,
  },
  { name: 'desk' },
]

let folder: string
let opened: OpenedServices
let server: Awaited<ReturnType<typeof composeServer>>
let url: string
let person: Id
const clients: Centrifuge[] = []

async function start(): Promise<void> {
  const env = {
    COPYDESK_API_KEYS: `all:publish+presence+history+info+manage:${keys.all},reader:history:${keys.reader}`,
    COPYDESK_NAMESPACES: JSON.stringify(namespaces),
  }
  opened = await openServices(loadSettings({ env, cwd: folder }))
  server = await composeServer({ opened, secret, log: pino({ level: 'silent' }) })
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`
}

async function stop(): Promise<void> {
  for (const client of clients.splice(0)) client.disconnect()
  await server.stop()
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-server-api-'))
  await start()
  const input = { name: 'Ann', role: 'viewer' as const, email: 'ann@test.example', passwordHash: null }
  person = (await opened.services.runner.run({ actor: systemActor }, createPerson(input))).body.id
})
afterEach(async () => {
  await stop()
  rmSync(folder, { recursive: true })
})

const cent = (key = keys.all) => new CentClient({ url: `${url}/api`, apiKey: key })
const post = async (method: string, params: object, key: string = keys.all) => {
  const headers = { 'x-api-key': key }
  const answer = await fetch(`${url}/api/${method}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(params),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

async function connect(): Promise<Centrifuge> {
  const sessions = new Sessions(opened.services)
  const { sessionId } = await sessions.start(person)
  const tokens = new ConnectionTokens({
    secret,
    sessions,
    keys: new ServiceKeys(opened.services),
    now: opened.services.now,
  })
  const { token } = await tokens.issue({ id: person, sessionId })
  const client = new Centrifuge(`${url.replace('http', 'ws')}/connection/websocket`, { token })
  clients.push(client)
  client.connect()
  await client.ready()
  return client
}

async function subscribe(client: Centrifuge, channel: string, token?: string): Promise<Subscription> {
  const subscription = client.newSubscription(channel, token === undefined ? {} : { token })
  subscription.subscribe()
  await subscription.ready()
  return subscription
}

async function refusal(client: Centrifuge, channel: string, token?: string): Promise<number> {
  const subscription = client.newSubscription(channel, token === undefined ? {} : { token })
  const ended = new Promise<number>((resolve) => subscription.on('unsubscribed', ({ code }) => resolve(code)))
  subscription.subscribe()
  return ended
}

const signed = (claims: Record<string, string>, by = secret) =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(by))

const nextPublication = (subscription: Subscription): Promise<PublicationContext> =>
  new Promise((resolve) => subscription.once('publication', resolve))

describe('the server API', () => {
  it('publishes to people who are subscribed, and keeps it over a restart', async () => {
    const subscription = await subscribe(await connect(), 'news:a')
    const received = nextPublication(subscription)
    const position = await cent().publish({ channel: 'news:a', data: { text: 'hello' } })
    expect(await received).toMatchObject({ data: { text: 'hello' }, offset: 1 })
    await stop()
    await start()
    const { publications, offset, epoch } = await cent().getHistory({ channel: 'news:a', limit: 10 })
    expect([publications, { offset, epoch }]).toEqual([[{ data: { text: 'hello' }, offset: 1 }], position])
  })

  it('passes on what is published as it was written, over a restart and to polls too', async () => {
    const data = '{"id":12345678901234567890,"id":1.0,"__proto__":-0,"price":"\\u20ac"}'
    const headers = { 'x-api-key': keys.all }
    const ask = async (path: string, body: string) =>
      (await fetch(`${url}${path}`, { method: 'POST', headers, body })).text()
    await ask('/api/publish', `{"channel": "news:a", "data":\n${data.replaceAll(',', ' ,\n')}}`)
    await stop()
    await start()
    const kept = `{"data":${data},"offset":1}`
    expect(await ask('/api/history', '{"channel":"news:a","limit":10}')).toContain(`"publications":[${kept}]`)
    const sessions = new Sessions(opened.services)
    const { sessionId } = await sessions.start(person)
    const tokens = new ConnectionTokens({
      secret,
      sessions,
      keys: new ServiceKeys(opened.services),
      now: opened.services.now,
    })
    const { token } = await tokens.issue({ id: person, sessionId })
    const changes = await fetch(`${url}/api/v1/changes?channel=news:a&offset=0`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await changes.text()).toContain(`"data":${data}`)
  })

  it('publishes once under one idempotency key, over a restart too', async () => {
    const params = { channel: 'news:a', data: 1, idempotency_key: 'k' }
    const first = await post('publish', params)
    await stop()
    await start()
    expect(await post('publish', params)).toEqual(first)
    expect(await post('publish', { ...params, channel: 'news:b' })).toMatchObject({
      body: { result: { offset: 1 } },
    })
    const broadcast = { channels: ['news:a', 'news:c', 'desk:a'], data: 1, idempotency_key: 'k' }
    const expected = { responses: [first.body, { result: { offset: 1 } }, { result: {} }] }
    expect((await post('broadcast', broadcast)).body.result).toMatchObject(expected)
    expect((await post('broadcast', broadcast)).body.result).toMatchObject(expected)
  })

  it('keeps as many as the namespace says', async () => {
    for (const data of [1, 2, 3, 4, 5]) await post('publish', { channel: 'news:a', data })
    const { body } = await post('history', { channel: 'news:a', limit: 10 })
    expect(body).toMatchObject({
      result: { publications: [{ offset: 3 }, { offset: 4 }, { offset: 5 }], offset: 5 },
    })
    await cent().removeHistory({ channel: 'news:a' })
    expect((await post('history', { channel: 'news:a', limit: 10 })).body).toMatchObject({
      result: { publications: [], offset: 5 },
    })
    expect((await post('publish', { channel: 'news:a', data: 6 })).body).toMatchObject({
      result: { offset: 6 },
    })
  })

  it('touches none of the channels of the product, whatever a key may', async () => {
    const names = Object.values(channels).map((channel) =>
      typeof channel === 'string' ? channel : channel(person),
    )
    for (const channel of [...names, 'project:none', '$project:x', 'here:']) {
      const params = { channel, channels: [channel], data: { type: 'project.deleted' }, user: person }
      for (const method of ['publish', 'subscribe', 'unsubscribe', 'history', 'history_remove', 'presence']) {
        expect(await post(method, params), `${method} ${channel}`).toMatchObject({
          body: { error: { code: 103 } },
        })
      }
      const { body } = await post('broadcast', params)
      expect(body).toMatchObject({ result: { responses: [{ error: { code: 103 } }] } })
    }
    await subscribe(await connect(), 'people')
    expect((await post('channels', {})).body).toEqual({ result: { channels: {} } })
  })

  it('knows no other namespaces, and no channels without one', async () => {
    for (const channel of ['other:a', 'plain']) {
      expect(await post('publish', { channel, data: 1 })).toMatchObject({ body: { error: { code: 102 } } })
    }
  })

  it('is closed without a key, and beyond the scopes of one', async () => {
    expect(await post('info', {}, 'no-such-key')).toMatchObject({
      status: 401,
      body: { error: { code: 101 } },
    })
    expect(await post('publish', { channel: 'news:a', data: 1 }, keys.reader)).toMatchObject({
      status: 200,
      body: { error: { code: 103 } },
    })
    expect((await post('history', { channel: 'news:a' }, keys.reader)).body).toMatchObject({
      result: { offset: 0 },
    })
  })

  it('subscribes people to namespaces of developers, shows who is there, and sends people away', async () => {
    const client = await connect()
    const subscribed = new Promise<{ channel: string }>((resolve) => client.once('subscribed', resolve))
    await cent().subscribe({ user: person, channel: 'news:mine' })
    expect(await subscribed).toMatchObject({ channel: 'news:mine', recoverable: true })
    const { presence } = await cent().getPresence({ channel: 'news:mine' })
    expect(Object.values(presence)).toMatchObject([{ user: person, conn_info: { name: 'Ann' } }])
    const ended = new Promise<{ code: number }>((resolve) => client.once('disconnected', resolve))
    await cent().disconnect({ user: person })
    expect((await ended).code).toBe(3503)
  })
})

describe("developers' own channels", () => {
  it('are recovered like those of the product', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'news:a')
    client.disconnect()
    for (const data of [1, 2]) await post('publish', { channel: 'news:a', data })
    const back = new Promise<SubscribedContext>((resolve) => subscription.once('subscribed', resolve))
    client.connect()
    expect(await back).toMatchObject({ wasRecovering: true, recovered: true })
  })

  it('take what people publish where the namespace lets them, with who it was', async () => {
    const subscription = await subscribe(await connect(), 'news:a')
    const received = nextPublication(subscription)
    await subscription.publish({ text: 'hello' })
    expect(await received).toMatchObject({ offset: 1, info: { user: person } })
    expect((await post('history', { channel: 'news:a', limit: 1 })).body).toMatchObject({
      result: { publications: [{ offset: 1, info: { user: person, conn_info: { name: 'Ann' } } }] },
    })
  })

  it('need a subscription token where they are not open', async () => {
    const client = await connect()
    expect(await refusal(client, 'desk:none')).toBe(103)
    expect(
      await refusal(
        client,
        'desk:forged',
        await signed({ sub: person, channel: 'desk:forged' }, 'x'.repeat(32)),
      ),
    ).toBe(103)
    await subscribe(client, 'desk:a', await signed({ sub: person, channel: 'desk:a' }))
  })

  it('give nobody a way into the channels of the product', async () => {
    const client = await connect()
    const channel = channels.person('0198c0de-0000-7000-8000-000000000001')
    expect(await refusal(client, channel, await signed({ sub: person, channel }))).toBe(103)
    await expect(client.publish('people', {})).rejects.toMatchObject({ code: 103 })
  })

  it('can be polled', async () => {
    await post('publish', { channel: 'news:a', data: { n: 1 } })
    const sessions = new Sessions(opened.services)
    const { sessionId } = await sessions.start(person)
    const tokens = new ConnectionTokens({
      secret,
      sessions,
      keys: new ServiceKeys(opened.services),
      now: opened.services.now,
    })
    const { token } = await tokens.issue({ id: person, sessionId })
    const answer = await fetch(`${url}/api/v1/changes?channel=news:a&offset=0`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(await answer.json()).toMatchObject({
      recovered: true,
      publications: [{ offset: 1, data: { n: 1 } }],
    })
  })
})
