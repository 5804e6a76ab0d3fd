/**
 * One contract for all transports, held with the `centrifuge` SDK, which nobody here wrote, against a hub on a real
 * loopback port. What it accepts and how it behaves is the proof that the hub speaks its protocol.
 */
import type {
  Centrifuge,
  JoinContext,
  Options,
  PublicationContext,
  SubscribedContext,
  UnsubscribedContext,
} from 'centrifuge'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Collected, next } from './support/events.ts'
import { SdkClients, sdkTransports, subscribe } from './support/sdk-client.ts'
import { connectSilently } from './support/silent-client.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

const offsets = (publications: PublicationContext[]): (number | undefined)[] =>
  publications.map(({ offset }) => offset)

describe.each(sdkTransports)('the centrifuge SDK over %s', (transport) => {
  const clients = new SdkClients(transport)
  let server: TestServer
  const create = (options?: Partial<Options>): Centrifuge => clients.create(server, options)
  const connect = (options?: Partial<Options>): Promise<Centrifuge> => clients.connect(server, options)

  beforeEach(async () => {
    server = await startTestServer({
      rpc: async ({ user, method, data }) =>
        method === 'echo'
          ? { ok: true, data: { user, data } }
          : { ok: false, error: { code: 1000, message: 'no such method' } },
    })
  })
  afterEach(async () => {
    vi.useRealTimers()
    clients.stop()
    await server.stop()
  })

  it('[P1] connects with a token and receives publications in order', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    for (let value = 1; value <= 50; value += 1) server.publish('a', { value })
    await publications.atLeast(50)
    expect(publications.all.map(({ data, offset }) => [data.value, offset])).toEqual(
      Array.from({ length: 50 }, (_, index) => [index + 1, index + 1]),
    )
  })

  it('[C6] sends connect and its subscriptions in one message', async () => {
    server.publish('a', 1)
    const client = create()
    const subscriptions = ['a', 'b', 'here:1'].map((channel) => client.newSubscription(channel))
    for (const subscription of subscriptions) subscription.subscribe()
    client.connect()
    await Promise.all(subscriptions.map((subscription) => subscription.ready()))
    expect(server.hub.stats()).toMatchObject({ connections: 1, subscriptions: 3, channels: 3 })
    expect(server.hub.stats().transports[transport]).toBe(1)
  })

  it('[R1] is cut off and recovers exactly what it missed', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    for (let value = 1; value <= 3; value += 1) server.publish('a', value)
    await publications.atLeast(3)
    const back = next<SubscribedContext>(subscription, 'subscribed')
    server.cut()
    for (let value = 4; value <= 9; value += 1) server.publish('a', value)
    expect(await back).toMatchObject({ wasRecovering: true, recovered: true, hasRecoveredPublications: true })
    server.publish('a', 10)
    await publications.atLeast(10)
    expect(offsets(publications.all)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('[R6] recovers without gap or double however often it is cut while others publish', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    for (let round = 1; round <= 20; round += 1) {
      server.publish('a', round)
      const back = next(subscription, 'subscribed')
      server.cut()
      server.publish('a', round)
      await back
      server.publish('a', round)
    }
    await publications.atLeast(60)
    expect(offsets(publications.all)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
  })

  it('[R4] is told when what it missed is gone, and goes on from the head', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    const back = next<SubscribedContext>(subscription, 'subscribed')
    server.cut()
    for (let value = 1; value <= 5; value += 1) server.publish('a', value)
    server.journal.prune('a', 2)
    expect(await back).toMatchObject({ wasRecovering: true, recovered: false, streamPosition: { offset: 5 } })
    server.publish('a', 6)
    await publications.atLeast(1)
    expect(offsets(publications.all)).toEqual([6])
  })

  it('[R8] subscribes again by itself when the stream breaks under it', async () => {
    const client = await connect()
    server.publish('a', 1)
    const subscription = await subscribe(client, 'a')
    const subscribing = next<{ code: number }>(subscription, 'subscribing')
    const back = next<SubscribedContext>(subscription, 'subscribed')
    server.journal.rotateEpochs()
    server.publish('a', 'new')
    expect(await subscribing).toMatchObject({ code: 2500 })
    expect(await back).toMatchObject({ wasRecovering: true, recovered: false, streamPosition: { offset: 1 } })
  })

  it('[R5] loads its state again with getState when its position is lost', async () => {
    server.publish('a', 1)
    const loaded: number[] = []
    const client = await connect()
    const subscription = await subscribe(client, 'a', {
      getState: async () => {
        const position = await server.journal.position('a')
        loaded.push(position.offset)
        return position
      },
    })
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    const back = next<SubscribedContext>(subscription, 'subscribed')
    server.cut()
    server.journal.rotateEpochs()
    server.publish('a', 'x')
    server.publish('a', 'y')
    expect(await back).toMatchObject({ recovered: true, streamPosition: { offset: 2 } })
    expect(loaded).toEqual([1, 2])
    server.publish('a', 'z')
    await publications.atLeast(1)
    expect(offsets(publications.all)).toEqual([3])
  })

  it('[R1] starts from the position of a snapshot', async () => {
    for (let value = 1; value <= 4; value += 1) server.publish('a', value)
    const { epoch } = await server.journal.position('a')
    const client = await connect()
    const subscription = client.newSubscription('a', { since: { epoch, offset: 2 } })
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    subscription.subscribe()
    await publications.atLeast(2)
    expect(offsets(publications.all)).toEqual([3, 4])
  })

  it('[W3] sees who comes and goes, and who is there', async () => {
    const ann = await connect()
    const here = ann.newSubscription('here:1', { joinLeave: true })
    const joins = new Collected<JoinContext>(here, 'join')
    const leave = next<JoinContext>(here, 'leave')
    here.subscribe()
    const ben = await connect({ token: 'ben' })
    await here.ready()
    await subscribe(ben, 'here:1')
    await joins.atLeast(2)
    expect(joins.all.map(({ info }) => [info.user, info.connInfo])).toEqual([
      ['ann', { name: 'ANN' }],
      ['ben', { name: 'BEN' }],
    ])
    const { clients: present } = await here.presence()
    expect(Object.values(present).map(({ user }) => user)).toEqual(['ann', 'ben'])
    expect(await here.presenceStats()).toEqual({ numClients: 2, numUsers: 2 })
    ben.disconnect()
    expect((await leave).info.user).toBe('ben')
  })

  it('[P5] publishes where it may', async () => {
    const client = await connect()
    const here = await subscribe(client, 'here:1')
    const received = next<PublicationContext>(here, 'publication')
    await here.publish({ typing: true })
    expect(await received).toMatchObject({ data: { typing: true }, info: { user: 'ann' } })
    await expect(client.publish('a', 1)).rejects.toMatchObject({ code: 108 })
  })

  it('[Y1] reads history', async () => {
    for (let value = 1; value <= 3; value += 1) server.publish('a', value)
    const client = await connect()
    const { publications, offset } = await client.history('a', { limit: 2 })
    expect(offset).toBe(3)
    expect(offsets(publications)).toEqual([1, 2])
  })

  it('[Q1] asks the application', async () => {
    const client = await connect()
    expect(await client.rpc('echo', { value: 1 })).toEqual({ data: { user: 'ann', data: { value: 1 } } })
    await expect(client.rpc('other', {})).rejects.toMatchObject({ code: 1000, message: 'no such method' })
  })

  it('[U1] unsubscribes and subscribes again', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const publications = new Collected<PublicationContext>(subscription, 'publication')
    subscription.unsubscribe()
    server.publish('a', 1)
    const back = next<SubscribedContext>(subscription, 'subscribed')
    subscription.subscribe()
    expect(await back).toMatchObject({ recovered: true })
    await publications.atLeast(1)
    expect(offsets(publications.all)).toEqual([1])
  })

  it('[U3] loses a subscription when its right is gone', async () => {
    const client = await connect()
    const subscription = await subscribe(client, 'a')
    const ended = next<UnsubscribedContext>(subscription, 'unsubscribed')
    server.rights.taken.add('ann a')
    await server.hub.recheck('ann')
    expect(await ended).toMatchObject({ code: 2000, reason: 'server unsubscribe' })
  })

  it('[S3] is refused a forbidden channel for good', async () => {
    const client = await connect()
    const subscription = client.newSubscription('secret:1')
    const ended = next<UnsubscribedContext>(subscription, 'unsubscribed')
    subscription.subscribe()
    expect(await ended).toMatchObject({ code: 103, reason: 'permission denied' })
  })

  it('[C3] [D1] stays away without a valid token, and knows why', async () => {
    const client = create({ token: '' })
    const ended = next(client, 'disconnected')
    client.connect()
    expect(await ended).toEqual({ code: 3500, reason: 'invalid token' })
  })

  it('[D4] stays away when its session or its user is ended', async () => {
    const first = await connect({ token: 'ann/s1' })
    const second = await connect({ token: 'ann/s2' })
    const ends = [next(first, 'disconnected'), next(second, 'disconnected')]
    server.hub.endSession('s1')
    server.hub.disconnectUser('ann')
    expect(await Promise.all(ends)).toEqual([
      { code: 3500, reason: 'invalid token' },
      { code: 3503, reason: 'force disconnect' },
    ])
  })

  it('[D3] comes back after a shutdown', async () => {
    const client = await connect()
    const dropped = next(client, 'connecting')
    server.hub.drain()
    expect(await dropped).toEqual({ code: 3001, reason: 'shutdown' })
  })

  it('[C4] gets a new token when its own expired', async () => {
    const asked: number[] = []
    const client = await connect({
      token: 'expired',
      getToken: async () => {
        asked.push(1)
        return 'ann'
      },
    })
    expect(client.state).toBe('connected')
    expect(asked).toEqual([1])
  })

  it('[T1] renews its token before it expires', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const expiresAt = Math.floor(Date.now() / 1000) + 600
    let client: Centrifuge | undefined
    const refreshed = new Promise<void>((resolve) => {
      const getToken = async (): Promise<string> => {
        resolve()
        return 'ann/s2'
      }
      // No pings come while the hub's timers stand still.
      client = create({ token: `ann/s1/${expiresAt}`, getToken, maxServerPingDelay: 0 })
      client.connect()
    })
    if (client === undefined) throw new Error('no client')
    await next(client, 'connected')
    await vi.advanceTimersByTimeAsync(600_000)
    await refreshed
    await client.rpc('echo', {})
    const ended = next(client, 'disconnected')
    server.hub.endSession('s2')
    expect(await ended).toMatchObject({ code: 3500 })
  })

  it('[S3] gets a new subscription token when its own expired', async () => {
    server.rights.answers.set('a', { ok: false, reason: 'expired' })
    const client = await connect()
    const tokens: number[] = []
    const subscription = await subscribe(client, 'a', {
      getToken: async () => {
        tokens.push(1)
        if (tokens.length === 2) server.rights.answers.delete('a')
        return 'a token'
      },
    })
    expect(subscription.state).toBe('subscribed')
    expect(tokens).toHaveLength(2)
  })

  it('[T3] renews its right before it ends', async () => {
    const client = await connect({ maxServerPingDelay: 0 })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let asked = 0
    let toldAll: () => void = () => undefined
    const getToken = async (): Promise<string> => {
      asked += 1
      if (asked === 2) toldAll()
      return 'a token'
    }
    const twice = new Promise<void>((resolve) => {
      toldAll = resolve
    })
    server.rights.answers.set('a', { ok: true, expiresAt: Math.floor(Date.now() / 1000) + 600 })
    const subscription = await subscribe(client, 'a', { getToken })
    server.rights.answers.set('a', { ok: true })
    await vi.advanceTimersByTimeAsync(600_000)
    await twice
    while (server.rights.asked.length < 2) await new Promise((resolve) => setImmediate(resolve))
    await client.rpc('echo', {})
    expect(server.rights.asked.map(({ token }) => token)).toEqual(['a token', 'a token'])
    expect(subscription.state).toBe('subscribed')
  })

  it('[G2] answers pings, and a client that does not is cut off', async () => {
    const client = await connect()
    const silent = await connectSilently(transport, server.port)
    for (let second = 0; second < 100; second += 1) {
      await server.timers.advance(1_000)
      // Whatever the client sent before this round trip was read by the hub.
      await client.rpc('echo', {})
    }
    expect(await silent.ended).toEqual({ code: 3012, reason: 'no pong' })
    expect(client.state).toBe('connected')
    expect(server.hub.stats()).toMatchObject({ connections: 1, drops: { 3012: 1 } })
  })
})
