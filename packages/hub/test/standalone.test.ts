/** The hub that runs alone, held with the `centrifuge` SDK: who gets in, who may do what, and what is kept. */
import type { Centrifuge, JoinContext, Options, PublicationContext, SubscribedContext } from 'centrifuge'
import { afterEach, describe, expect, it } from 'vitest'
import type { StandaloneConfig } from '../src/standalone/index.ts'
import { Collected, next } from './support/events.ts'
import { ask, StreamReader } from './support/http-client.ts'
import { SdkClients, subscribe } from './support/sdk-client.ts'
import { sign, startStandalone, type TestStandalone, tokenSecret } from './support/standalone.ts'

const clients = new SdkClients('websocket')
let server: TestStandalone | undefined

afterEach(async () => {
  clients.stop()
  await server?.close()
})

async function start(config?: StandaloneConfig): Promise<TestStandalone> {
  server = await startStandalone(config)
  return server
}

/** A client with a token of this user; anonymous for ''. */
async function connect(
  target: TestStandalone,
  user: string,
  options: Partial<Options> = {},
): Promise<Centrifuge> {
  const token = user === '' ? '' : await sign({ sub: user, info: { name: user.toUpperCase() } })
  return clients.connect(target, { token, ...options })
}

const withNamespace = (options: object): StandaloneConfig => ({
  client: { token: { hmac_secret_key: tokenSecret }, allow_anonymous_connect_without_token: true },
  channel: { namespaces: [{ name: 'news', ...options }] },
})
const history = { history_size: 3, history_ttl: '60s', force_recovery: true } as const
const open = { allow_subscribe_for_client: true } as const
const offsets = (publications: PublicationContext[]) => publications.map(({ offset }) => offset)

describe('connection tokens', () => {
  it('say who connects, and until when', async () => {
    const target = await start()
    const exp = target.seconds() + 3600
    const client = clients.create(target, { token: await sign({ sub: 'ann', exp }) })
    const connected = next(client, 'connected')
    client.connect()
    await connected
    expect(target.hub.stats().connections).toBe(1)
    await target.api('disconnect', { user: 'ann' })
    expect(target.hub.stats().connections).toBe(0)
  })

  it('that expired are asked for again', async () => {
    const target = await start()
    const asked: string[] = []
    await clients.connect(target, {
      token: await sign({ sub: 'ann', exp: target.seconds() - 1 }),
      getToken: async () => {
        asked.push('again')
        return sign({ sub: 'ann', exp: target.seconds() + 3600 })
      },
    })
    expect(asked).toEqual(['again'])
  })

  it.each([
    ['signed with another secret', () => sign({ sub: 'ann' }, 'another-secret-of-this-length-here')],
    ['signed with another algorithm', () => sign({ sub: 'ann' }, tokenSecret.repeat(2), 'HS512')],
    ['that are subscription tokens', () => sign({ sub: 'ann', channel: 'news:a' })],
    ['whose user is no text', () => sign({ sub: 7 as unknown as string })],
    ['that are none', async () => 'nonsense'],
    ['without a signature', async () => `${btoa('{"alg":"none"}')}.${btoa('{"sub":"ann"}')}.`],
  ])('%s are turned away', async (_, token) => {
    const target = await start()
    const client = clients.create(target, { token: await token() })
    const disconnected = next(client, 'disconnected')
    client.connect()
    expect(await disconnected).toMatchObject({ code: 3500 })
  })

  it('may be held to an audience and an issuer', async () => {
    const token = { hmac_secret_key: tokenSecret, audience: 'hub', issuer: 'desk' }
    const target = await start({ client: { token } })
    await clients.connect(target, { token: await sign({ sub: 'ann', aud: 'hub', iss: 'desk' }) })
    const client = clients.create(target, { token: await sign({ sub: 'ann', aud: 'other', iss: 'desk' }) })
    const disconnected = next(client, 'disconnected')
    client.connect()
    expect(await disconnected).toMatchObject({ code: 3500 })
  })

  it('outlive their own end where expire_at says so', async () => {
    const target = await start()
    const client = clients.create(target, {
      token: await sign({ sub: 'ann', exp: target.seconds() + 5, expire_at: 0 }),
    })
    const connected = next(client, 'connected')
    client.connect()
    await connected
    target.pass(120_000)
    await target.timers.advance(60_000)
    expect(target.hub.stats().drops[3005]).toBeUndefined()
  })
})

describe('clients without a token', () => {
  it('are turned away', async () => {
    const client = clients.create(await start(), { token: '' })
    const disconnected = next(client, 'disconnected')
    client.connect()
    expect(await disconnected).toMatchObject({ code: 3500 })
  })

  it('are anonymous where that is allowed, and follow what is open to them', async () => {
    const target = await start({
      client: { allow_anonymous_connect_without_token: true },
      channel: {
        namespaces: [
          { name: 'open', ...open, allow_subscribe_for_anonymous: true },
          { name: 'members', ...open },
        ],
      },
    })
    const client = await connect(target, '')
    await subscribe(client, 'open:a')
    const refused = next(client.newSubscription('members:a'), 'unsubscribed')
    client.getSubscription('members:a')?.subscribe()
    expect(await refused).toMatchObject({ code: 103 })
  })

  it('may do all that a namespace has in insecure mode, whatever token they bring', async () => {
    const target = await start({
      client: { insecure: true },
      channel: { namespaces: [{ name: 'news', ...history, presence: true }, { name: 'plain' }] },
    })
    const client = await connect(target, 'ann')
    await client.publish('news:a', 1)
    const subscription = await subscribe(client, 'news:a')
    expect(await subscription.presenceStats()).toEqual({ numClients: 1, numUsers: 1 })
    expect(offsets((await client.history('news:a', { limit: 10 })).publications)).toEqual([1])
    await expect(client.presence('plain:a')).rejects.toMatchObject({ code: 108 })
    await expect(client.history('plain:a')).rejects.toMatchObject({ code: 108 })
  })
})

describe('pages', () => {
  const websocket = { path: '/connection/http_stream', method: 'POST' } as const
  const connectCommand = '{"id":1,"connect":{}}'

  it('connect from allowed origins and from this address only', async () => {
    const target = await start({
      client: { insecure: true, allowed_origins: ['https://*.desk.example'] },
    })
    const send = async (origin: string, host?: string) => {
      const headers = { origin, ...(host !== undefined && { host }) }
      const answer = await fetchStream(target.port, { ...websocket, headers }, connectCommand)
      return [answer.line.includes('"connect"'), answer.headers['access-control-allow-origin']]
    }
    expect(await send('https://my.desk.example')).toEqual([true, 'https://my.desk.example'])
    expect(await send(`http://127.0.0.1:${target.port}`)).toEqual([true, `http://127.0.0.1:${target.port}`])
    expect(await send('https://other.example')).toEqual([false, undefined])
    // A foreign name that points to this machine.
    expect(await send('http://evil.example:8000', 'evil.example:8000')).toEqual([false, undefined])
  })
})

describe('subscriptions', () => {
  it('need a namespace that there is', async () => {
    const client = await connect(await start(withNamespace(open)), 'ann')
    for (const channel of ['other:a', 'plain']) {
      const refused = next(client.newSubscription(channel), 'unsubscribed')
      client.getSubscription(channel)?.subscribe()
      expect(await refused, channel).toMatchObject({ code: 102 })
    }
  })

  it('to channels without a namespace have options of their own', async () => {
    const target = await start({
      client: { token: { hmac_secret_key: tokenSecret } },
      channel: { without_namespace: open },
    })
    await subscribe(await connect(target, 'ann'), 'plain')
  })

  it('that are not open need a token for this user and this channel', async () => {
    const client = await connect(await start(withNamespace({})), 'ann')
    const outcome = async (channel: string, token: string) => {
      const subscription = client.newSubscription(channel, { token })
      const settled = Promise.race([
        next<object>(subscription, 'subscribed'),
        next<object>(subscription, 'unsubscribed'),
      ])
      subscription.subscribe()
      return settled
    }
    const good = await sign({ sub: 'ann', channel: 'news:good', info: { desk: 1 } })
    expect(await outcome('news:good', good)).toMatchObject({ channel: 'news:good' })
    expect(await outcome('news:none', '')).toMatchObject({ code: 103 })
    expect(await outcome('news:ben', await sign({ sub: 'ben', channel: 'news:ben' }))).toMatchObject({
      code: 103,
    })
    expect(await outcome('news:x', good)).toMatchObject({ code: 103 })
    expect(
      await outcome('news:y', await sign({ sub: 'ann', channel: 'news:y' }, 'another-secret-here')),
    ).toMatchObject({ code: 103 })
  })

  it('ask for another token when theirs expired, and end when none comes', async () => {
    const target = await start(withNamespace({}))
    const client = await connect(target, 'ann')
    const asked: string[] = []
    const subscription = client.newSubscription('news:a', {
      token: await sign({ sub: 'ann', channel: 'news:a', exp: target.seconds() - 1 }),
      getToken: async () => {
        asked.push('again')
        return sign({ sub: 'ann', channel: 'news:a', exp: target.seconds() + 3600 })
      },
    })
    subscription.subscribe()
    await subscription.ready()
    expect(asked).toEqual(['again'])
  })

  it('have a secret of their own where the configuration gives one', async () => {
    const secret = 'another-secret-for-subscriptions'
    const target = await start({
      client: {
        token: { hmac_secret_key: tokenSecret },
        subscription_token: { enabled: true, hmac_secret_key: secret },
      },
      channel: { namespaces: [{ name: 'news' }] },
    })
    const client = await connect(target, 'ann')
    await subscribe(client, 'news:a', { token: await sign({ sub: 'ann', channel: 'news:a' }, secret) })
    const refused = next(
      client.newSubscription('news:b', { token: await sign({ sub: 'ann', channel: 'news:b' }) }),
      'unsubscribed',
    )
    client.getSubscription('news:b')?.subscribe()
    expect(await refused).toMatchObject({ code: 103 })
  })

  it('to private channels need a token although the namespace is open', async () => {
    const client = await connect(await start(withNamespace(open)), 'ann')
    const refused = next(client.newSubscription('$news:a'), 'unsubscribed')
    client.getSubscription('$news:a')?.subscribe()
    expect(await refused).toMatchObject({ code: 103 })
    await subscribe(client, '$news:b', { token: await sign({ sub: 'ann', channel: '$news:b' }) })
  })

  it('to channels of some users are theirs alone', async () => {
    const target = await start(withNamespace({ ...open, allow_user_limited_channels: true }))
    const ann = await connect(target, 'ann')
    await subscribe(ann, 'news:talk#ann,ben')
    const eve = await connect(target, 'eve')
    const refused = next(eve.newSubscription('news:talk#ann,ben'), 'unsubscribed')
    eve.getSubscription('news:talk#ann,ben')?.subscribe()
    expect(await refused).toMatchObject({ code: 103 })
  })
})

describe('publishing by clients', () => {
  it.each([
    ['allow_publish_for_subscriber', true, false],
    ['allow_publish_for_client', true, true],
    ['allow_publish_for_anonymous', false, false],
  ])('with %s', async (option, asSubscriber, asClient) => {
    const target = await start(withNamespace({ ...open, [option]: true }))
    const client = await connect(target, 'ann')
    const outcome = () =>
      client.publish('news:a', { hello: 1 }).then(
        () => true,
        ({ code }) => code !== 103,
      )
    expect(await outcome()).toBe(asClient)
    await subscribe(client, 'news:a')
    expect(await outcome()).toBe(asSubscriber)
  })

  it('is kept where the namespace has a history, with who it was', async () => {
    const target = await start(withNamespace({ ...open, ...history, allow_publish_for_subscriber: true }))
    const client = await connect(target, 'ann')
    const subscription = await subscribe(client, 'news:a')
    const received = next<PublicationContext>(subscription, 'publication')
    await subscription.publish({ text: 'hello' })
    expect(await received).toMatchObject({ offset: 1, info: { user: 'ann', connInfo: { name: 'ANN' } } })
    const { result } = await target.api('history', { channel: 'news:a', limit: 10 })
    expect(result).toMatchObject({
      publications: [{ offset: 1, data: { text: 'hello' }, info: { user: 'ann' } }],
    })
  })

  it('is open to anonymous clients only where both are', async () => {
    const options = { ...open, allow_subscribe_for_anonymous: true, allow_publish_for_subscriber: true }
    const target = await start({
      client: { allow_anonymous_connect_without_token: true },
      channel: {
        namespaces: [
          { name: 'read', ...options },
          { name: 'chat', ...options, allow_publish_for_anonymous: true },
        ],
      },
    })
    const client = await connect(target, '')
    for (const channel of ['read:a', 'chat:a']) await subscribe(client, channel)
    await expect(client.publish('read:a', 1)).rejects.toMatchObject({ code: 103 })
    await client.publish('chat:a', 1)
  })
})

describe('history', () => {
  it('keeps as many as history_size, for as long as history_ttl', async () => {
    const target = await start(withNamespace({ ...open, ...history, allow_history_for_client: true }))
    const client = await connect(target, 'ann')
    for (let value = 1; value <= 5; value += 1)
      await target.api('publish', { channel: 'news:a', data: value })
    expect(offsets((await client.history('news:a', { limit: 10 })).publications)).toEqual([3, 4, 5])
    target.pass(30_000)
    await target.api('publish', { channel: 'news:a', data: 6 })
    target.pass(31_000)
    const later = await client.history('news:a', { limit: 10 })
    expect([offsets(later.publications), later.offset]).toEqual([[6], 6])
  })

  it('is for whom the namespace says', async () => {
    const target = await start(withNamespace({ ...open, ...history, allow_history_for_subscriber: true }))
    const client = await connect(target, 'ann')
    await expect(client.history('news:a')).rejects.toMatchObject({ code: 103 })
    await subscribe(client, 'news:a')
    expect(await client.history('news:a')).toMatchObject({ offset: 0 })
  })

  it('lets whoever was away recover, by force_recovery', async () => {
    const target = await start(withNamespace({ ...open, ...history }))
    const client = await connect(target, 'ann')
    const subscription = await subscribe(client, 'news:a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    client.disconnect()
    for (let value = 1; value <= 3; value += 1)
      await target.api('publish', { channel: 'news:a', data: value })
    const back = next<SubscribedContext>(subscription, 'subscribed')
    client.connect()
    expect(await back).toMatchObject({ wasRecovering: true, recovered: true })
    expect(offsets(publications.all)).toEqual([1, 2, 3])
  })

  it('says when too much was missed', async () => {
    const target = await start(withNamespace({ ...open, ...history }))
    const client = await connect(target, 'ann')
    const subscription = await subscribe(client, 'news:a')
    client.disconnect()
    for (let value = 1; value <= 4; value += 1)
      await target.api('publish', { channel: 'news:a', data: value })
    const back = next<SubscribedContext>(subscription, 'subscribed')
    client.connect()
    expect(await back).toMatchObject({ wasRecovering: true, recovered: false })
  })

  it('without force_recovery is for asking only', async () => {
    const target = await start(
      withNamespace({ ...open, history_size: 3, history_ttl: '60s', allow_history_for_client: true }),
    )
    const client = await connect(target, 'ann')
    const subscription = client.newSubscription('news:a')
    const subscribed = next<SubscribedContext>(subscription, 'subscribed')
    subscription.subscribe()
    expect(await subscribed).toMatchObject({ recoverable: false })
    const received = next<PublicationContext>(subscription, 'publication')
    await target.api('publish', { channel: 'news:a', data: 1 })
    expect((await received).data).toBe(1)
    expect(offsets((await client.history('news:a', { limit: 5 })).publications)).toEqual([1])
  })
})

describe('presence', () => {
  it('shows who is there to whom the namespace says, and who comes and goes', async () => {
    const target = await start(
      withNamespace({ ...open, presence: true, join_leave: true, allow_presence_for_subscriber: true }),
    )
    const ann = await connect(target, 'ann')
    const subscription = ann.newSubscription('news:a')
    const joined = new Collected<JoinContext>(subscription, 'join')
    subscription.subscribe()
    await joined.atLeast(1)
    const ben = await connect(target, 'ben')
    await subscribe(ben, 'news:a')
    const [, second] = await joined.atLeast(2)
    expect(second?.info).toMatchObject({ user: 'ben', connInfo: { name: 'BEN' } })
    expect(await subscription.presenceStats()).toEqual({ numClients: 2, numUsers: 2 })
    const eve = await connect(target, 'eve')
    await expect(eve.presence('news:a')).rejects.toMatchObject({ code: 103 })
    const left = next<JoinContext>(subscription, 'leave')
    ben.disconnect()
    expect((await left).info.user).toBe('ben')
  })
})

describe('its HTTP server', () => {
  it('answers health and metrics where they are on, and says of other paths that nothing is there', async () => {
    const target = await start({ health: { enabled: true }, prometheus: { enabled: true } })
    expect(await ask(target.port, { path: '/health' })).toMatchObject({ status: 200, body: {} })
    const metrics = await fetch(`http://127.0.0.1:${target.port}/metrics`)
    expect(await metrics.text()).toContain('copydesk_realtime_connections{transport="websocket"} 0\n')
    expect(await ask(target.port, { path: '/nothing' })).toMatchObject({ status: 404 })
  })

  it('does not answer them where they are off', async () => {
    const target = await start()
    for (const path of ['/health', '/metrics']) expect((await ask(target.port, { path })).status).toBe(404)
  })

  it('ends its connections calmly when it closes', async () => {
    const target = await start()
    const client = await connect(target, 'ann')
    const ended = next<{ code: number }>(client, 'connecting')
    await target.close()
    expect(await ended).toMatchObject({ code: 3001 })
  })
})

/** The head and the first line of an answer that does not end. */
async function fetchStream(port: number, options: object, body: string) {
  const stream = await StreamReader.open(port, options, body)
  const line = await stream.upTo('\n')
  stream.cut()
  return { line, headers: stream.headers }
}
