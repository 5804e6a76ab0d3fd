import { disconnects } from '@copydesk/protocol'
import { describe, expect, it } from 'vitest'
import { startTestHub } from './support/test-hub.ts'

describe('subscribe', () => {
  it('[S1] answers where a journaled channel stands', async () => {
    const { client, publish, journal } = await startTestHub()
    publish('a', 1)
    publish('a', 2)
    const ann = await client().connect()
    const { epoch } = await journal.position('a')
    expect(await ann.send({ subscribe: { channel: 'a' } })).toEqual([
      { id: 2, subscribe: { recoverable: true, positioned: true, epoch, offset: 2 } },
    ])
    publish('a', 3)
    expect(await ann.received()).toEqual([{ push: { channel: 'a', pub: { data: 3, offset: 3 } } }])
  })

  it('[S2] answers without a position for a channel that is not journaled', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    const [reply] = await ann.send({ subscribe: { channel: 'here:1', recover: true, epoch: 'e', offset: 3 } })
    expect(reply).toEqual({ id: 2, subscribe: {} })
  })

  it.each([
    ['none:1', 102],
    ['secret:1', 103],
  ])('[S3] refuses %s with %i', async (channel, code) => {
    const { client, core } = await startTestHub()
    const ann = await client().connect()
    expect(await ann.send({ subscribe: { channel } })).toMatchObject([{ error: { code } }])
    expect(core.stats()).toMatchObject({ subscriptions: 0, channels: 0, errors: { [code]: 1 } })
  })

  it('[S3] passes on what authorize says of unknown channels and expired tokens', async () => {
    const { client, rights } = await startTestHub()
    rights.answers.set('gone', { ok: false, reason: 'unknown_channel' })
    rights.answers.set('old', { ok: false, reason: 'expired' })
    rights.answers.set('past', { ok: true, expiresAt: 1 })
    const ann = await client().connect()
    for (const [channel, code] of [
      ['gone', 102],
      ['old', 109],
      ['past', 109],
    ]) {
      expect(await ann.send({ subscribe: { channel } })).toMatchObject([{ error: { code } }])
    }
  })

  it('asks authorize with everything that came', async () => {
    const asked: unknown[] = []
    const { client } = await startTestHub({
      authorize: async (request) => {
        asked.push(request)
        return { ok: true }
      },
    })
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a', token: 't', data: { item: 7 } } })
    expect(asked).toEqual([{ user: 'ann', channel: 'a', action: 'subscribe', token: 't', data: { item: 7 } }])
  })

  it('[S4] refuses a second subscription to the same channel', async () => {
    const { client, publish } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    expect(await ann.send({ subscribe: { channel: 'a' } })).toMatchObject([{ error: { code: 105 } }])
    publish('a', 1)
    expect(await ann.received()).toHaveLength(1)
  })

  it('[S5] refuses more channels than the limit', async () => {
    const { client } = await startTestHub({ limits: { maxChannelsPerConnection: 2 } })
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } }, { subscribe: { channel: 'b' } })
    expect(await ann.send({ subscribe: { channel: 'c' } })).toMatchObject([{ error: { code: 106 } }])
    await ann.send({ unsubscribe: { channel: 'a' } })
    expect(await ann.send({ subscribe: { channel: 'c' } })).toMatchObject([{ subscribe: { offset: 0 } }])
  })

  it('[S6] tells when a permission ends, and ends the subscription some time after', async () => {
    const { client, rights, environment } = await startTestHub()
    rights.answers.set('a', { ok: true, expiresAt: environment.wallTime() / 1000 + 10 })
    const ann = await client().connect()
    const [reply] = await ann.send({ subscribe: { channel: 'a' } })
    expect(reply).toMatchObject({ subscribe: { expires: true, ttl: 10 } })
    const pushes: unknown[] = []
    for (let second = 0; second < 70; second += 1) {
      await environment.advance(1_000)
      for (const message of await ann.received()) {
        if ('push' in message) pushes.push(message)
        else await ann.send({})
      }
    }
    const unsubscribe = { code: 2501, reason: 'subscription expired' }
    expect(pushes).toEqual([{ push: { channel: 'a', unsubscribe } }])
  })

  it('[T3] renews the permission of a subscription', async () => {
    const { client, rights, environment } = await startTestHub()
    const now = environment.wallTime() / 1000
    rights.answers.set('a', { ok: true, expiresAt: now + 10 })
    const ann = await client().connect()
    expect(await ann.send({ sub_refresh: { channel: 'a', token: 't' } })).toMatchObject([
      { error: { code: 103 } },
    ])
    await ann.send({ subscribe: { channel: 'a' } })
    rights.answers.set('a', { ok: true, expiresAt: now + 100 })
    expect(await ann.send({ sub_refresh: { channel: 'a', token: 't' } })).toEqual([
      { id: 4, sub_refresh: { expires: true, ttl: 100 } },
    ])
    rights.answers.set('a', { ok: false, reason: 'expired' })
    expect(await ann.send({ sub_refresh: { channel: 'a', token: 't' } })).toMatchObject([
      { error: { code: 109 } },
    ])
    rights.answers.set('a', { ok: true, expiresAt: 1 })
    expect(await ann.send({ sub_refresh: { channel: 'a', token: 't' } })).toMatchObject([
      { error: { code: 109 } },
    ])
    rights.answers.set('a', { ok: true })
    expect(await ann.send({ sub_refresh: { channel: 'a', token: 't' } })).toEqual([
      { id: 7, sub_refresh: {} },
    ])
  })

  it('[S7] answers 103 when the right goes while the answer is worked out', async () => {
    let answer: ((value: { ok: true }) => void) | undefined
    let calls = 0
    const { client, core, environment } = await startTestHub({
      authorize: () => {
        calls += 1
        if (calls > 1) return Promise.resolve({ ok: false, reason: 'denied' })
        return new Promise((resolve) => {
          answer = resolve
        })
      },
    })
    const ann = await client().connect()
    expect(await ann.send({ subscribe: { channel: 'a' } })).toEqual([])
    await core.recheck('ann')
    answer?.({ ok: true })
    await environment.settle()
    expect(await ann.received()).toMatchObject([{ id: 2, error: { code: 103 } }])
    expect(core.stats()).toMatchObject({ subscriptions: 0, channels: 0 })
  })

  it('[R9] answers 100 while the journal cannot be read, and works again afterwards', async () => {
    const { client, journal, log } = await startTestHub()
    const { position } = journal
    journal.position = () => Promise.reject(new Error('database gone'))
    const ann = await client().connect()
    expect(await ann.send({ subscribe: { channel: 'a' } })).toEqual([
      { id: 2, error: { code: 100, message: 'internal server error', temporary: true } },
    ])
    expect(log.warnings).toHaveLength(1)
    journal.position = position
    expect(await ann.send({ subscribe: { channel: 'a' } })).toMatchObject([{ subscribe: { offset: 0 } }])
  })

  it('leaves nothing behind when the client goes while the answer is worked out', async () => {
    let answer: ((value: { ok: true }) => void) | undefined
    const { client, core, environment } = await startTestHub({
      authorize: () =>
        new Promise((resolve) => {
          answer = resolve
        }),
    })
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    ann.cut()
    answer?.({ ok: true })
    await environment.settle()
    expect(core.stats()).toMatchObject({ connections: 0, subscriptions: 0, channels: 0 })
  })
})

describe('recovery', () => {
  it('[R1] sends what was missed with the reply', async () => {
    const { client, publish, journal, core } = await startTestHub()
    for (const value of ['x', 'y', 'z']) publish('a', value)
    const { epoch } = await journal.position('a')
    const ann = await client().connect()
    expect(await ann.send({ subscribe: { channel: 'a', recover: true, offset: 1, epoch } })).toEqual([
      {
        id: 2,
        subscribe: {
          recoverable: true,
          positioned: true,
          epoch,
          offset: 1,
          recovered: true,
          was_recovering: true,
          publications: [
            { data: 'y', offset: 2 },
            { data: 'z', offset: 3 },
          ],
        },
      },
    ])
    expect(core.stats()).toMatchObject({ recovered: 1, notRecovered: 0 })
  })

  it('[R1] recovers a client that missed nothing', async () => {
    const { client, publish, journal } = await startTestHub()
    publish('a', 1)
    const position = await journal.position('a')
    const ann = await client().connect()
    const [reply] = await ann.send({ subscribe: { channel: 'a', recover: true, ...position } })
    expect(reply).toMatchObject({ subscribe: { recovered: true, was_recovering: true, offset: 1 } })
    expect(reply).not.toHaveProperty('subscribe.publications')
  })

  it.each([
    ['[R2] another epoch', { offset: 1, epoch: 'other' }],
    ['[R3] an offset above the head', { offset: 9, epoch: '' }],
  ])('%s is not recovered', async (_, since) => {
    const { client, publish, journal, core } = await startTestHub()
    publish('a', 1)
    publish('a', 2)
    const { epoch } = await journal.position('a')
    const ann = await client().connect()
    expect(await ann.send({ subscribe: { channel: 'a', recover: true, ...since } })).toEqual([
      { id: 2, subscribe: { recoverable: true, positioned: true, epoch, offset: 2, was_recovering: true } },
    ])
    expect(core.stats()).toMatchObject({ recovered: 0, notRecovered: 1 })
    publish('a', 3)
    expect(await ann.received()).toMatchObject([{ push: { pub: { offset: 3 } } }])
  })

  it('[R5] answers 112 instead when the client asks for that', async () => {
    const { client, core } = await startTestHub()
    const ann = await client().connect()
    const since = { recover: true, offset: 9, epoch: 'other' }
    expect(await ann.send({ subscribe: { channel: 'a', flag: 3, ...since } })).toEqual([
      { id: 2, error: { code: 112, message: 'unrecoverable position' } },
    ])
    expect(core.stats()).toMatchObject({ subscriptions: 0, channels: 0, notRecovered: 1 })
  })

  it('[R7] finds what was never announced when it asks the journal', async () => {
    const { client, journal, environment, core } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    journal.append('a', '1')
    journal.append('a', '2')
    expect(await ann.received()).toEqual([])
    await environment.advance(2_000)
    expect(await ann.received()).toMatchObject([
      { push: { pub: { offset: 1 } } },
      { push: { pub: { offset: 2 } } },
    ])
    expect(core.stats()).toMatchObject({ gapsFilled: 1, gapsFoundByPoll: 1, publicationsCaughtUp: 2 })
    expect(core.stats()).toMatchObject({ publications: 2, deliveries: 2 })
  })

  it('[R7] finds it within 1.5 s, at whichever moment it was written', async () => {
    const { client, journal, environment } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    // Right after a look at the journal, before the next one, and between them.
    for (const [waitMs, offset] of [0, 1_499, 700].map((ms, index) => [ms, index + 1] as const)) {
      await environment.advance(waitMs)
      journal.append('a', '1')
      await environment.advance(1_500 - waitMs - 1)
      expect(await ann.received()).toEqual([])
      await environment.advance(1)
      expect(await ann.received()).toMatchObject([{ push: { pub: { offset } } }])
    }
  })

  it('[R7] tries again after the journal failed', async () => {
    const { client, journal, environment, core, log } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    const { read, heads } = journal
    journal.read = () => Promise.reject(new Error('database gone'))
    journal.append('a', '1')
    await environment.advance(2_000)
    journal.heads = () => Promise.reject(new Error('database gone'))
    await environment.advance(8_000)
    expect(await ann.received()).toEqual([])
    journal.read = read
    journal.heads = heads
    await environment.advance(2_000)
    expect(await ann.received()).toMatchObject([{ push: { pub: { offset: 1 } } }])
    expect(core.stats().journalFailures).toBeGreaterThan(2)
    expect(log.warnings).toHaveLength(1)
  })

  it('[R8] sends everyone away when the epoch changes', async () => {
    const { client, publish, journal, environment } = await startTestHub()
    publish('a', 1)
    const { epoch } = await journal.position('a')
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'a' } })
    journal.rotateEpochs()
    await environment.advance(2_000)
    const notice = { push: { channel: 'a', unsubscribe: { code: 2500, reason: 'insufficient state' } } }
    expect(await ann.received()).toEqual([notice])
    expect(await ben.received()).toEqual([notice])
    const [reply] = await ann.send({ subscribe: { channel: 'a', recover: true, offset: 1, epoch } })
    expect(reply).toMatchObject({ subscribe: { offset: 0, was_recovering: true } })
    expect(reply).not.toHaveProperty('subscribe.recovered')
    publish('a', 'new')
    expect(await ann.received()).toMatchObject([{ push: { pub: { data: 'new', offset: 1 } } }])
    expect(await ben.received()).toEqual([])
  })
})

describe('unsubscribe', () => {
  it('[U1] takes the client out, and answers also when it was not in', async () => {
    const { client, publish, core } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    publish('a', 1)
    expect(await ann.send({ unsubscribe: { channel: 'a' } })).toEqual([{ id: 3, unsubscribe: {} }])
    publish('a', 2)
    expect(await ann.received()).toEqual([])
    expect(await ann.send({ unsubscribe: { channel: 'a' } })).toEqual([{ id: 4, unsubscribe: {} }])
    expect(core.stats()).toMatchObject({ channels: 0, subscriptions: 0 })
  })

  it('[U3] ends subscriptions whose right is gone, and [U2] says so', async () => {
    const { client, publish, rights, core } = await startTestHub()
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, ben])
      await each.send({ subscribe: { channel: 'a' } }, { subscribe: { channel: 'b' } })
    rights.taken.add('ann a').add('ben b')
    await core.recheck('ann')
    const notice = { code: 2000, reason: 'server unsubscribe' }
    expect(await ann.received()).toEqual([{ push: { channel: 'a', unsubscribe: notice } }])
    expect(await ben.received()).toEqual([])
    await core.recheck(undefined)
    expect(await ben.received()).toEqual([{ push: { channel: 'b', unsubscribe: notice } }])
    publish('a', 1)
    publish('b', 1)
    expect(await ann.received()).toMatchObject([{ push: { channel: 'b' } }])
    expect(await ben.received()).toMatchObject([{ push: { channel: 'a' } }])
  })

  it('[U3] lets nobody keep a right that cannot be checked', async () => {
    const { client, core, rights } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    rights.answers.set('a', { ok: false, reason: 'expired' })
    await core.recheck('ann')
    expect(await ann.received()).toMatchObject([{ push: { unsubscribe: { code: 2501 } } }])
    rights.answers.clear()
    await ann.send({ subscribe: { channel: 'a' } })
    rights.answers.get = () => {
      throw new Error('database gone')
    }
    await core.recheck('ann')
    expect(await ann.received()).toMatchObject([{ push: { unsubscribe: { code: 2500 } } }])
  })
})

describe('ends from the application', () => {
  it('[D4] closes the connections of a session, and of a user', async () => {
    const { client, core } = await startTestHub()
    const first = await client().connect('ann/s1')
    const second = await client().connect('ann/s2')
    const other = await client().connect('ben/s3')
    core.endSession('s1')
    expect([first.closeCode, second.closeCode, other.closeCode]).toEqual([3500, null, null])
    core.disconnectUser('ann', disconnects.forceNoReconnect.code)
    core.disconnectUser('nobody', disconnects.forceNoReconnect.code)
    expect([second.closeCode, other.closeCode]).toEqual([3503, null])
    core.disconnectUser('ben', 4001)
    expect(other.transport.closedWith).toEqual({ code: 4001, reason: 'disconnected' })
  })

  it('[D4] closes a connection that is being authenticated while its session ends', async () => {
    let answer: (() => void) | undefined
    const { client, core, environment } = await startTestHub({
      authenticate: () =>
        new Promise((resolve) => {
          answer = () => resolve({ ok: true, auth: { user: 'ann', sessionId: 's1' } })
        }),
    })
    const ann = client()
    await ann.send({ connect: { token: 'ann' } })
    core.endSession('s1')
    answer?.()
    await environment.settle()
    expect(ann.closeCode).toBe(3500)
    await environment.advance(120_000)
    const later = client()
    await later.send({ connect: { token: 'ann' } })
    answer?.()
    await environment.settle()
    expect(later.closeCode).toBeNull()
  })

  it('[D4] follows a session that a refresh changed', async () => {
    const { client, core } = await startTestHub()
    const ann = await client().connect('ann/s1')
    await ann.send({ refresh: { token: 'ann/s2' } })
    core.endSession('s1')
    expect(ann.closeCode).toBeNull()
    core.endSession('s2')
    expect(ann.closeCode).toBe(3500)
  })

  it('[D3] closes everyone when it stops, and lets go of its timers', async () => {
    const { client, core, environment } = await startTestHub()
    const clients = [await client().connect(), client()]
    await core.drain()
    core.stop()
    expect(clients.map(({ closeCode }) => closeCode)).toEqual([3001, 3001])
    expect(environment.timers).toBe(0)
  })
})
