import { describe, expect, it } from 'vitest'
import type { ChannelRules, PublishRequest, RpcRequest } from '../src/index.ts'
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
    expect(core.nodes.presence.in('here:1')).toEqual(everyone)
    ann.cut()
    await annAgain.send({ unsubscribe: { channel: 'here:1' } })
    expect(Object.keys(core.nodes.presence.in('here:1'))).toEqual([ben.connection.id])
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

describe('publish into a channel that takes only so much of one subscriber', () => {
  const here: ChannelRules = {
    recoverable: false,
    presence: true,
    joinLeave: true,
    fromSubscriber: { maxBytes: 20, perSecond: 0.5 },
  }

  it('[P7] refuses what is too long or too much, before anybody is asked, and goes on a moment later', async () => {
    const { client, rights, environment } = await startTestHub({ rulesFor: () => here })
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'here:1' } })
    const publish = async (data: unknown) =>
      (await ann.send({ publish: { channel: 'here:1', data } })).find(
        (message) => 'id' in (message as object),
      )
    rights.asked.length = 0
    expect(await publish('x'.repeat(19))).toMatchObject({ error: { code: 107 } })
    expect(await publish('å'.repeat(10))).toMatchObject({ error: { code: 107 } })
    expect(rights.asked).toEqual([])
    for (let count = 0; count < 5; count += 1) expect(await publish(count)).toMatchObject({ publish: {} })
    expect(await publish(6)).toMatchObject({ error: { code: 111 } })
    expect(rights.asked).toHaveLength(5)
    // What one has used up, another has not.
    expect(await ben.send({ publish: { channel: 'here:1', data: 1 } })).toContainEqual({ id: 3, publish: {} })
    await environment.advance(2_000)
    expect(await publish(7)).toMatchObject({ publish: {} })
    expect(await publish(8)).toMatchObject({ error: { code: 111 } })
  })
})

describe('publish into a journaled channel', () => {
  it('[P6] goes through the application, which commits and announces', async () => {
    const taken: PublishRequest[] = []
    const hub = await startTestHub({
      publish: async (request) => {
        taken.push(request)
        hub.publish(request.channel, JSON.parse(request.data))
      },
    })
    const ann = await hub.client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    expect(await ann.send({ publish: { channel: 'a', data: { text: 'hi' } } })).toEqual([
      { id: 3, publish: {} },
      { push: { channel: 'a', pub: { data: { text: 'hi' }, offset: 1 } } },
    ])
    expect(taken).toEqual([
      { channel: 'a', data: '{"text":"hi"}', info: expect.objectContaining({ user: 'ann' }) },
    ])
  })

  it('[P6] is refused where the application takes nothing, and without the right', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    expect(await ann.send({ publish: { channel: 'a', data: 1 } })).toMatchObject([{ error: { code: 108 } }])
    const hub = await startTestHub({ publish: () => Promise.reject(new Error('disk on fire')) })
    const ben = await hub.client().connect('ben')
    expect(await ben.send({ publish: { channel: 'a', data: 1 } })).toMatchObject([{ error: { code: 103 } }])
    await ben.send({ subscribe: { channel: 'a' } })
    expect(await ben.send({ publish: { channel: 'a', data: 1 } })).toMatchObject([{ error: { code: 100 } }])
    hub.rights.taken.add('ben a')
    expect(await ben.send({ publish: { channel: 'a', data: 1 } })).toMatchObject([{ error: { code: 103 } }])
  })
})

describe('rpc', () => {
  it('[Q1] asks the application and hands its answer or error on', async () => {
    const asked: RpcRequest[] = []
    const { client } = await startTestHub({
      rpc: async (request) => {
        asked.push(request)
        if (request.method === 'nothing') return { ok: true }
        if (request.method === 'busy')
          return { ok: false, error: { code: 1001, message: 'busy', temporary: true } }
        return { ok: true, data: { twice: [request.data, request.data] } }
      },
    })
    const ann = await client().connect()
    expect(await ann.send({ rpc: { method: 'double', data: 1 } }, { rpc: {} })).toEqual([
      { id: 2, rpc: { data: { twice: [1, 1] } } },
      { id: 3, rpc: { data: { twice: [null, null] } } },
    ])
    expect(await ann.send({ rpc: { method: 'nothing' } }, { rpc: { method: 'busy' } })).toEqual([
      { id: 4, rpc: {} },
      { id: 5, error: { code: 1001, message: 'busy', temporary: true } },
    ])
    expect(asked[0]).toEqual({ user: 'ann', client: ann.connection.id, method: 'double', data: 1 })
  })

  it('[Q2] is not available without one, and an internal error when it fails', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
    expect(await ann.send({ rpc: { method: 'x' } })).toMatchObject([{ error: { code: 108 } }])
    const broken = await startTestHub({ rpc: () => Promise.reject(new Error('gone')) })
    const ben = await broken.client().connect('ben')
    expect(await ben.send({ rpc: { method: 'x' } })).toMatchObject([{ error: { code: 100 } }])
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

  it('[Y1] begins with the oldest that is kept', async () => {
    const { offsets, journal } = await startWithHistory()
    journal.prune('a', 3)
    expect(await offsets({ limit: 2 })).toEqual([3, 4])
    expect(await offsets({ limit: -1, reverse: true })).toEqual([5, 4, 3])
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
    expect(await ask({ limit: 1, since: { offset: 1 } })).toMatchObject(refused(112))
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

  it('[D5] closes at send', async () => {
    const { client } = await startTestHub()
    const ann = await client().connect()
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
