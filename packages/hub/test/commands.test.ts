import { describe, expect, it } from 'vitest'
import { startTestHub } from './support/test-hub.ts'

describe('presence', () => {
  it('[W1] lists who is there and [W2] counts them', async () => {
    const { client, rights, core } = await startTestHub()
    rights.answers.set('here:1', { ok: true, info: { color: 'red' } })
    const ann = await client().connect()
    const annAgain = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, annAgain, ben]) await each.send({ subscribe: { channel: 'here:1' } })
    await ben.received()
    const info = (user: string, { connection: { id } }: typeof ann) => ({
      user,
      client: id,
      conn_info: { name: user.toUpperCase() },
      chan_info: { color: 'red' },
    })
    const everyone = {
      [ann.connection.id]: info('ann', ann),
      [annAgain.connection.id]: info('ann', annAgain),
      [ben.connection.id]: info('ben', ben),
    }
    expect(await ben.send({ presence: { channel: 'here:1' } })).toEqual([
      { id: 3, presence: { presence: everyone } },
    ])
    expect(await ben.send({ presence_stats: { channel: 'here:1' } })).toEqual([
      { id: 4, presence_stats: { num_clients: 3, num_users: 2 } },
    ])
    expect(core.presence.in('here:1')).toEqual(everyone)
    ann.cut()
    await annAgain.send({ unsubscribe: { channel: 'here:1' } })
    expect(Object.keys(core.presence.in('here:1'))).toEqual([ben.connection.id])
  })

  it('[W3] tells who comes and goes, to the newcomer after the reply', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    const ben = await client().connect('ben')
    const join = (user: string, { connection: { id } }: typeof ann) => ({
      push: {
        channel: 'here:1',
        join: { info: { user, client: id, conn_info: { name: user.toUpperCase() } } },
      },
    })
    expect(await ann.send({ subscribe: { channel: 'here:1' } })).toEqual([
      { id: 2, subscribe: {} },
      join('ann', ann),
    ])
    expect(await ben.send({ subscribe: { channel: 'here:1' } })).toEqual([
      { id: 2, subscribe: {} },
      join('ben', ben),
    ])
    expect(await ann.received()).toEqual([join('ben', ben)])
    ben.cut()
    expect(await ann.received()).toMatchObject([
      { push: { channel: 'here:1', leave: { info: { user: 'ben', client: ben.connection.id } } } },
    ])
  })

  it('[W4] refuses where there is none, and who is not in or not allowed', async () => {
    const { client, rights } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } }, { subscribe: { channel: 'here:1' } })
    const ask = async (channel: string) => (await ann.send({ presence: { channel } })).at(-1)
    expect(await ask('a')).toMatchObject({ error: { code: 108 } })
    expect(await ask('none:1')).toMatchObject({ error: { code: 102 } })
    expect(await ask('here:2')).toMatchObject({ error: { code: 103 } })
    rights.taken.add('ann here:1')
    expect(await ask('here:1')).toMatchObject({ error: { code: 103 } })
  })
})

describe('publish by a client', () => {
  it('[P5] reaches everyone in a channel that is not journaled, [P4] without an offset', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'here:1' } })
    await ann.received()
    const info = { user: 'ann', client: ann.connection.id, conn_info: { name: 'ANN' } }
    const push = { push: { channel: 'here:1', pub: { data: { typing: true }, info } } }
    expect(await ann.send({ publish: { channel: 'here:1', data: { typing: true } } })).toEqual([
      { id: 3, publish: {} },
      push,
    ])
    expect(await ben.received()).toEqual([push])
  })

  it('[P5] is refused elsewhere', async () => {
    const { client, rights } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    const publish = async (channel: string) => (await ann.send({ publish: { channel, data: 1 } })).at(-1)
    expect(await publish('a')).toMatchObject({ error: { code: 108 } })
    expect(await publish('none:1')).toMatchObject({ error: { code: 102 } })
    expect(await publish('here:1')).toMatchObject({ error: { code: 103 } })
    await ann.send({ subscribe: { channel: 'here:1' } })
    rights.taken.add('ann here:1')
    expect(await publish('here:1')).toMatchObject({ error: { code: 103 } })
  })
})

describe('history', () => {
  async function startWithHistory() {
    const hub = await startTestHub()
    for (let value = 1; value <= 5; value += 1) hub.publish('a', value)
    const ann = await hub.client().connect()
    const { epoch } = await hub.journal.position('a')
    const ask = async (params: object) => (await ann.send({ history: { channel: 'a', ...params } })).at(0)
    const offsets = async (params: object): Promise<unknown> => {
      const reply = await ask(params)
      return reply && 'history' in reply ? reply.history?.publications?.map(({ offset }) => offset) : reply
    }
    return { ...hub, ann, epoch, ask, offsets }
  }

  it('[Y1] answers where the channel stands, and publications up to a limit', async () => {
    const { ask, offsets, epoch } = await startWithHistory()
    expect(await ask({})).toEqual({ id: 2, history: { epoch, offset: 5 } })
    expect(await ask({ limit: 1 })).toEqual({
      id: 3,
      history: { epoch, offset: 5, publications: [{ data: 1, offset: 1 }] },
    })
    expect(await offsets({ limit: 3 })).toEqual([1, 2, 3])
    expect(await offsets({ limit: -1 })).toEqual([1, 2, 3, 4, 5])
    expect(await offsets({ limit: 2, reverse: true })).toEqual([5, 4])
  })

  it('[Y1] gives at most 300 at once', async () => {
    const { offsets, publish } = await startWithHistory()
    for (let value = 6; value <= 400; value += 1) publish('a', value)
    expect(await offsets({ limit: 100_000 })).toHaveLength(300)
    expect(await offsets({ limit: -1, reverse: true })).toHaveLength(300)
  })

  it('[Y2] starts right after or right before an offset', async () => {
    const { offsets, epoch } = await startWithHistory()
    expect(await offsets({ limit: 2, since: { offset: 2, epoch } })).toEqual([3, 4])
    expect(await offsets({ limit: 2, since: { offset: 4 }, reverse: true })).toEqual([3, 2])
    expect(await offsets({ limit: 9, since: { offset: 2 }, reverse: true })).toEqual([1])
  })

  it('[Y3] refuses what is not all there, other epochs, and who may not', async () => {
    const { ask, journal, rights, ann } = await startWithHistory()
    const refused = (code: number) => ({ error: { code } })
    expect(await ask({ limit: 1, since: { offset: 0, epoch: 'other' } })).toMatchObject(refused(112))
    expect(await ask({ limit: 1, since: { offset: 6 } })).toMatchObject(refused(112))
    journal.prune('a', 2)
    expect(await ask({ limit: 1 })).toMatchObject(refused(112))
    expect(await ask({ limit: 2, reverse: true })).toMatchObject({ history: { offset: 5 } })
    rights.taken.add('ann a')
    expect(await ask({ limit: 1 })).toMatchObject(refused(103))
    expect((await ann.send({ history: { channel: 'here:1' } })).at(0)).toMatchObject(refused(108))
    expect((await ann.send({ history: { channel: 'none:1' } })).at(0)).toMatchObject(refused(102))
  })
})

describe('commands that are not for this hub', () => {
  it('[F5] answers unknown and wrong commands and stays open', async () => {
    const { client, core } = await startTestHub()
    const ann = await client().connect()
    expect(await ann.send({ dance: {} }, { subscribe: {} })).toMatchObject([
      { id: 2, error: { code: 104 } },
      { id: 3, error: { code: 107, message: expect.stringContaining('subscribe.channel') } },
    ])
    expect(ann.closeCode).toBeNull()
    expect(core.stats().errors).toEqual({ 104: 1, 107: 1 })
  })

  it('[D5] closes at send and answers rpc with 108', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    expect(await ann.send({ rpc: { method: 'x' } })).toMatchObject([{ error: { code: 108 } }])
    ann.connection.receive('{"send":{"data":1}}')
    await ann.received()
    expect(ann.closeCode).toBe(3508)
  })

  it('[F2] closes at a message that is no command and logs it once', async () => {
    const { client, log } = await startTestHub()
    const ann = await client().connect()
    ann.connection.receive('nonsense')
    ann.connection.receive('nonsense')
    await ann.received()
    expect(ann.transport.closedWith).toEqual({ code: 3501, reason: 'bad request' })
    expect(log.warnings).toHaveLength(1)
    expect(log.warnings[0]?.fields).toMatchObject({ user: 'ann', fault: 'not valid JSON' })
  })
})

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
    expect(slow.transport.closedWith).toEqual({ code: 3008, reason: 'slow' })
    expect(await slow.received()).toEqual([])
    expect(core.stats()).toMatchObject({ connections: 1, subscriptions: 1, drops: { 3008: 1 } })
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
})
