/** What a client may ask of a node, and what it gets when that is more. Sizes of frames are in frames.test.ts. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../src/limits/limits.ts'
import { startTestHub } from './support/test-hub.ts'

describe('limits', () => {
  it('[L2] cuts a slow reader off and serves the others', async () => {
    const { client, publish, core } = await startTestHub()
    const slow = await client().connect()
    const quick = await client().connect('ben')
    for (const each of [slow, quick]) await each.send({ subscribe: { channel: 'a' } })
    slow.transport.queuedBytes = 1024 * 1024
    publish('a', 1)
    expect(await slow.received()).toHaveLength(1)
    slow.transport.queuedBytes += 1
    publish('a', 2)
    expect(await quick.received()).toHaveLength(2)
    expect(slow.transport.closedWith).toEqual({ code: 3008, reason: 'slow: more than 1048576 bytes waiting' })
    expect(await slow.received()).toEqual([])
    expect(core.stats()).toMatchObject({ connections: 1, subscriptions: 1, drops: { 3008: 1 } })
  })

  it('[L2] cuts off who only listens and takes nothing from one ping to the next', async () => {
    const { client, environment } = await startTestHub()
    const listener = await client().connect()
    let isRead = true
    Object.assign(listener.transport, { answersPings: false, isRead: () => isRead })
    await environment.advance(60_000)
    expect(listener.closeCode).toBeNull()
    isRead = false
    await environment.advance(26_000)
    expect(listener.closeCode).toBe(3008)
  })

  it('[L2] keeps nobody in a channel whose reply it could not take', async () => {
    const { client, core } = await startTestHub()
    const slow = await client().connect()
    slow.transport.queuedBytes = 2 * 1024 * 1024
    await slow.send({ subscribe: { channel: 'a' } })
    expect(slow.closeCode).toBe(3008)
    expect(core.stats()).toMatchObject({ connections: 0, subscriptions: 0, channels: 0 })
  })

  it('[L5] stops reading from a client that sends faster than it is served, and loses nothing', async () => {
    const answers: (() => void)[] = []
    const { client, environment } = await startTestHub({
      authorize: () =>
        new Promise((resolve) => {
          answers.push(() => resolve({ ok: true }))
        }),
    })
    const ann = await client().connect()
    const commands = Array.from({ length: 100 }, (_, index) => ({ subscribe: { channel: `c${index}` } }))
    const replies = await ann.send(...commands)
    expect(ann.transport.paused).toBe(true)
    while (answers.length > 0) {
      for (const answer of answers.splice(0)) answer()
      await environment.settle()
    }
    expect(ann.transport.paused).toBe(false)
    expect([...replies, ...(await ann.received())]).toHaveLength(100)
  })

  it('[L7] ends the connections of a user beyond their number, and of nobody else', async () => {
    const { client, core, log } = await startTestHub({ limits: { maxConnectionsPerUser: 2 } })
    const first = await client().connect()
    await client().connect()
    const third = await client().connect()
    const ben = await client().connect('ben')
    expect(third.transport.closedWith).toEqual({
      code: 3504,
      reason: 'connection limit: more than 2 connections of one user',
    })
    expect([first.closeCode, ben.closeCode]).toEqual([null, null])
    expect(log.infos[0]?.fields).toMatchObject({ user: 'ann', limit: 2 })
    expect(core.stats().refusals).toEqual({ connection_limit: 1 })
    first.cut()
    expect((await client().connect()).closeCode).toBeNull()
  })

  it('[L7] does not count anonymous users', async () => {
    const { client } = await startTestHub({
      limits: { maxConnectionsPerUser: 1 },
      authenticate: async () => ({ ok: true, auth: { user: '' } }),
    })
    const both = [await client().connect(), await client().connect()]
    expect(both.map(({ closeCode }) => closeCode)).toEqual([null, null])
  })

  it('[L8] closes who sends commands faster than it may for long', async () => {
    const { client, environment } = await startTestHub({ limits: { maxCommandsPerSecond: 10 } })
    const calm = await client().connect()
    for (let second = 0; second < 12; second += 1) {
      await calm.send(...Array.from({ length: 10 }, () => ({ unsubscribe: { channel: 'a' } })))
      await environment.advance(1_000)
    }
    expect(calm.closeCode).toBeNull()
    const hasty = await client().connect('ben')
    await hasty.send(...Array.from({ length: 99 }, () => ({ unsubscribe: { channel: 'a' } })))
    expect(hasty.closeCode).toBeNull()
    await hasty.send({})
    expect(hasty.transport.closedWith).toEqual({
      code: 3013,
      reason: 'too many requests: more than 10 commands a second',
    })
  })

  it('[L9] [L10] refuses subscribes and publishes that come too fast, for a while', async () => {
    const { client, environment } = await startTestHub({
      limits: { maxSubscribesPerSecond: 2, maxPublishesPerSecond: 1 },
    })
    const ann = await client().connect()
    const subscribes = Array.from({ length: 21 }, (_, index) => ({ subscribe: { channel: `c${index}` } }))
    const replies = await ann.send(...subscribes, { presence_stats: { channel: 'a' } })
    const tooMany = (what: string) => {
      const message = `too many requests: more than ${what} commands a second`
      return { error: { code: 111, message, temporary: true } }
    }
    const tooManySubscribes = tooMany('2 subscribe and history')
    const tooManyPublishes = tooMany('1 publish and rpc')
    expect(replies[20]).toEqual({ id: 22, ...tooManySubscribes })
    expect(replies[21]).toMatchObject({ error: { code: 108 } })
    expect(await ann.send({ history: { channel: 'a' } })).toMatchObject([tooManySubscribes])
    await environment.advance(500)
    expect(await ann.send({ subscribe: { channel: 'here:1' } })).toMatchObject([
      { subscribe: {} },
      { push: {} },
    ])
    const publishes = Array.from({ length: 11 }, () => ({ publish: { channel: 'here:1', data: 1 } }))
    const published = (await ann.send(...publishes)).filter((message) => 'id' in message)
    expect(published.slice(9)).toMatchObject([{ publish: {} }, tooManyPublishes])
    expect(await ann.send({ rpc: { method: 'x' } })).toMatchObject([tooManyPublishes])
    expect(ann.closeCode).toBeNull()
  })
})

describe('README.md', () => {
  it('lists every limit with its default', () => {
    const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const rows = [...text.matchAll(/^\| `(max\w+)` \| ([\d,]+|none) \|/gm)]
    const listed = rows.map(([, name, value = '']) => [
      name,
      value === 'none' ? Number.POSITIVE_INFINITY : Number(value.replaceAll(',', '')),
    ])
    expect(Object.fromEntries(listed)).toEqual(defaultLimits)
  })
})
