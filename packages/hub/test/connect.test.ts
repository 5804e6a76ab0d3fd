import { describe, expect, it } from 'vitest'
import { expiryGraceMs } from '../src/limits/limits.ts'
import { startTestHub } from './support/test-hub.ts'

describe('connect', () => {
  it('[C2] answers with the connection, the ping rhythm and the node', async () => {
    const { client, core } = await startTestHub({ nodeId: 'node-1' })
    const ann = client()
    expect(await ann.send({ connect: { token: 'ann', name: 'js' } })).toEqual([
      {
        id: 1,
        connect: {
          client: ann.connection.id,
          version: expect.stringMatching(/^copydesk-hub /),
          ping: 25,
          pong: true,
          node: 'node-1',
        },
      },
    ])
    expect(core.stats()).toMatchObject({ connections: 1, connects: 1 })
  })

  it('[C2] tells when the credential must be refreshed', async () => {
    const { client, environment } = await startTestHub()
    const expiresAt = environment.wallTime() / 1000 + 600
    const [reply] = await client().send({ connect: { token: `ann/s1/${expiresAt}` } })
    expect(reply).toMatchObject({ connect: { expires: true, ttl: 600 } })
  })

  it.each([{ subscribe: { channel: 'a' } }, { rpc: {} }, { send: { data: 1 } }, { dance: {} }])(
    '[C1] closes when the first command is %j',
    async (command) => {
      const { client } = await startTestHub()
      const ann = client()
      expect(await ann.send(command)).toEqual([])
      expect(ann.transport.closedWith).toEqual({ code: 3501, reason: 'bad request' })
    },
  )

  it('[C1] closes at a second connect', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ connect: { token: 'ann' } })
    expect(ann.closeCode).toBe(3501)
  })

  it.each([{}, { token: 'wrong' }])('[C3] closes without a valid credential: %j', async (params) => {
    const { client, core, log } = await startTestHub()
    const nobody = client()
    await nobody.send({ connect: params })
    expect(nobody.transport.closedWith).toEqual({ code: 3500, reason: 'invalid token' })
    expect(core.stats()).toMatchObject({ connections: 0, refusals: { invalid_token: 1 }, drops: { 3500: 1 } })
    expect(log.infos[0]?.fields).toMatchObject({ reason: 'no session', arrived: { cookie: false } })
  })

  it('[C4] answers an expired token with 109 and takes a new one', async () => {
    const { client, environment } = await startTestHub()
    const ann = client()
    expect(await ann.send({ connect: { token: 'expired' } })).toMatchObject([{ error: { code: 109 } }])
    const justExpired = `ann/s1/${environment.wallTime() / 1000}`
    expect(await ann.send({ connect: { token: justExpired } })).toMatchObject([{ error: { code: 109 } }])
    expect(await ann.send({ connect: { token: 'ann' } })).toMatchObject([{ connect: { ping: 25 } }])
    expect(ann.closeCode).toBeNull()
  })

  it('[C5] closes a connection that does not connect in time', async () => {
    const { client, environment } = await startTestHub()
    const silent = client()
    const waiting = client()
    await waiting.send({ connect: { token: 'expired' } })
    const quick = await client().connect()
    await environment.advance(14_000)
    expect(silent.closeCode).toBeNull()
    await environment.advance(2_000)
    expect([silent.closeCode, waiting.closeCode, quick.closeCode]).toEqual([3502, 3502, null])
  })

  it('[C6] lets the commands that come with connect wait for it, and answers in order', async () => {
    const { client } = await startTestHub()
    const ann = client()
    const replies = await ann.send(
      { connect: { token: 'ann' } },
      { subscribe: { channel: 'a' } },
      { dance: {} },
      { unsubscribe: { channel: 'a' } },
    )
    expect(replies.map((reply) => ('id' in reply ? reply.id : null))).toEqual([1, 2, 3, 4])
  })

  it('[C6] drops the commands that wait when connect fails', async () => {
    const { client, core } = await startTestHub()
    const nobody = client()
    await nobody.send({ connect: {} }, { subscribe: { channel: 'a' } })
    expect(nobody.closeCode).toBe(3500)
    expect(core.stats()).toMatchObject({ channels: 0, subscriptions: 0 })
  })

  it('closes with 3004 when the sign-in cannot be checked', async () => {
    const authenticate = () => Promise.reject(new Error('database gone'))
    const { client, log } = await startTestHub({ authenticate })
    const ann = client()
    await ann.send({ connect: { token: 'ann' } })
    expect(ann.closeCode).toBe(3004)
    expect(log.warnings).toHaveLength(1)
  })

  it('forgets a client that leaves while its sign-in is checked', async () => {
    let answer: ((value: { ok: true; auth: { user: string } }) => void) | undefined
    const authenticate = () =>
      new Promise<{ ok: true; auth: { user: string } }>((resolve) => {
        answer = resolve
      })
    const { client, core, environment } = await startTestHub({ authenticate })
    const ann = client()
    await ann.send({ connect: { token: 'ann' } })
    ann.cut()
    answer?.({ ok: true, auth: { user: 'ann' } })
    await environment.settle()
    expect(core.stats()).toMatchObject({ connections: 0, connects: 0, drops: { 1006: 1 } })
  })
})

describe('credentials', () => {
  it('[T1] takes a new credential of the same user', async () => {
    const { client, environment } = await startTestHub()
    const now = environment.wallTime() / 1000
    const ann = await client().connect(`ann/s1/${now + 60}`)
    expect(await ann.send({ refresh: { token: `ann/s1/${now + 600}` } })).toEqual([
      { id: 2, refresh: { client: ann.connection.id, version: expect.any(String), expires: true, ttl: 600 } },
    ])
    await environment.advance(300_000)
    expect(ann.closeCode).toBe(3012)
    const ben = await client().connect(`ben/s2/${environment.wallTime() / 1000 + 60}`)
    expect(await ben.send({ refresh: { token: 'ben' } })).toMatchObject([
      { refresh: { client: ben.connection.id } },
    ])
  })

  it.each([
    ['expired', 3005],
    ['wrong', 3500],
    ['ben', 3500],
    ['ann/s1/1', 3005],
  ])('[T2] closes at a refresh with the token %s', async (token, code) => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ refresh: { token } })
    expect(ann.closeCode).toBe(code)
  })

  it('[T4] closes a connection some time after its credential expired', async () => {
    const { client, environment } = await startTestHub()
    const ann = await client().connect(`ann/s1/${environment.wallTime() / 1000 + 30}`)
    let elapsed = 0
    while (ann.closeCode === null) {
      await environment.advance(1_000)
      elapsed += 1_000
      if (ann.transport.take().some((message) => Object.keys(message).length === 0)) await ann.send({})
    }
    expect(ann.closeCode).toBe(3005)
    expect(elapsed).toBeGreaterThan(30_000 + expiryGraceMs)
    expect(elapsed).toBeLessThan(30_000 + expiryGraceMs + 35_000)
  })
})

describe('pings', () => {
  it('[G1] pings at its interval, the first time earlier, and [G2] wants an answer each time', async () => {
    const { client, environment } = await startTestHub()
    const ann = await client().connect()
    const pings: number[] = []
    for (let second = 1; second <= 120; second += 1) {
      await environment.advance(1_000)
      if ((await ann.received()).length > 0) {
        pings.push(second)
        await ann.send({})
      }
    }
    expect(ann.closeCode).toBeNull()
    expect(pings[0]).toBeGreaterThanOrEqual(13)
    expect(pings[0]).toBeLessThanOrEqual(26)
    const gaps = pings.slice(1).map((second, index) => second - (pings[index] ?? 0))
    expect(gaps.length).toBeGreaterThanOrEqual(3)
    for (const gap of gaps) expect(gap).toBe(25)
  })

  it('[G2] closes who does not answer in time', async () => {
    const { client, environment, core } = await startTestHub()
    const ann = await client().connect()
    while ((await ann.received()).length === 0) await environment.advance(1_000)
    await environment.advance(7_000)
    expect(ann.closeCode).toBeNull()
    await environment.advance(2_000)
    expect(ann.transport.closedWith).toEqual({ code: 3012, reason: 'no pong' })
    expect(core.stats().drops).toEqual({ 3012: 1 })
  })

  it('[G3] ignores answers that nobody asked for', async () => {
    const { client, environment } = await startTestHub()
    const ann = await client().connect()
    for (let second = 0; second < 10; second += 1) {
      await environment.advance(1_000)
      expect(await ann.send({}, {})).toEqual([])
    }
    let pinged = false
    for (let second = 0; second < 16 && !pinged; second += 1) {
      await environment.advance(1_000)
      pinged = (await ann.received()).length > 0
    }
    expect(pinged).toBe(true)
  })
})

describe('functions of the application that throw', () => {
  it('harm no connection, neither one that comes nor one that ends', async () => {
    const fail = () => {
      throw new Error('on purpose')
    }
    const { client, core, log, publish } = await startTestHub({ onConnectionEnd: fail, onHandshake: fail })
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'a' } })
    ann.cut()
    publish('a', 1)
    expect(await ben.received()).toMatchObject([{ push: { pub: { offset: 1 } } }])
    expect(core.stats()).toMatchObject({ connections: 1, subscriptions: 1 })
    expect(log.warnings).toHaveLength(1)
  })
})
