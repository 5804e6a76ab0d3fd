import { describe, expect, it } from 'vitest'
import { type Broker, createMemoryBroker, createMemoryJournal } from '../src/index.ts'
import type { Delivery } from '../src/nodes/emulation.ts'
import { createSeverableBroker } from './support/severable-broker.ts'
import { startTestHub } from './support/test-hub.ts'

/** Two nodes with one journal and one broker. */
async function startTwo() {
  const broker = createMemoryBroker()
  const journal = createMemoryJournal()
  const one = await startTestHub({ broker, journal, nodeId: 'one' })
  const two = await startTestHub({ broker, journal, nodeId: 'two' })
  const publish = (channel: string, value: unknown): void => {
    const { publication, position } = journal.append(channel, JSON.stringify(value))
    broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
  }
  return { one, two, publish, broker, journal }
}

describe('several nodes', () => {
  it('[P2] deliver the same publications', async () => {
    const { one, two, publish } = await startTwo()
    const ann = await one.client().connect()
    const ben = await two.client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'a' } })
    for (const value of [1, 2, 3]) publish('a', value)
    const expected = [1, 2, 3].map((offset) => ({ push: { channel: 'a', pub: { data: offset, offset } } }))
    expect(await ann.received()).toEqual(expected)
    expect(await ben.received()).toEqual(expected)
  })

  it('[W5] know each other’s clients, and who comes and goes there', async () => {
    const { one, two } = await startTwo()
    const ann = await one.client().connect()
    await ann.send({ subscribe: { channel: 'here:1' } })
    const ben = await two.client().connect('ben')
    await ben.send({ subscribe: { channel: 'here:1' } })
    expect(await ann.received()).toMatchObject([{ push: { join: { info: { user: 'ben' } } } }])
    const [reply] = await ben.send({ presence_stats: { channel: 'here:1' } })
    expect(reply).toMatchObject({ presence_stats: { num_clients: 2, num_users: 2 } })
    ben.cut()
    expect(await ann.received()).toMatchObject([{ push: { leave: { info: { user: 'ben' } } } }])
    expect(Object.keys(two.core.nodes.presence.in('here:1'))).toEqual([ann.connection.id])
  })

  it('[W6] write once to each of many for all who come back together', async () => {
    const { one, two } = await startTwo()
    const hubs = [one, two]
    const people = 60
    const come = async () => {
      const clients = []
      for (let index = 0; index < people; index += 1) {
        const client = await (hubs[index % 2] ?? one).client().connect(`user${index}`)
        await client.send({ subscribe: { channel: 'here:1' } })
        clients.push(client)
      }
      return clients
    }
    const pass = async () => {
      for (const { environment } of hubs) await environment.advance(1_000)
    }
    const watchers = await come()
    await pass()
    for (const watcher of watchers) await watcher.received()
    const gone = await come()
    for (const client of gone) client.cut()
    await come()
    await pass()
    for (const watcher of watchers) {
      // Those who came and went in between are told to nobody.
      expect(watcher.transport.frames).toHaveLength(1)
      expect(await watcher.received()).toHaveLength(people)
    }
    expect(two.core.nodes.presence.size('here:1')).toBe(2 * people)
  })

  it('[W5] tell a new node who is here, and are forgotten when they stop', async () => {
    const { one, broker } = await startTwo()
    const ann = await one.client().connect()
    await ann.send({ subscribe: { channel: 'here:1' } })
    const three = await startTestHub({ broker, nodeId: 'three' })
    expect(Object.keys(three.core.nodes.presence.in('here:1'))).toEqual([ann.connection.id])
    one.core.stop()
    expect(three.core.nodes.presence.in('here:1')).toEqual({})
  })

  it('[A7] [A8] act on the connections of a user on every node', async () => {
    const { one, two } = await startTwo()
    const ann = await one.client().connect()
    const elsewhere = await two.client().connect()
    await one.core.act({ user: 'ann' }, { kind: 'subscribe', channel: 'a' })
    for (const client of [ann, elsewhere]) {
      expect(await client.received()).toMatchObject([
        { push: { channel: 'a', subscribe: { recoverable: true } } },
      ])
    }
    await one.core.act({ user: 'ann' }, { kind: 'unsubscribe', channel: 'a' })
    for (const client of [ann, elsewhere]) {
      expect(await client.received()).toMatchObject([{ push: { channel: 'a', unsubscribe: { code: 2000 } } }])
    }
    const disconnect = { code: 4500, reason: 'enough' }
    await one.core.act({ user: 'ann', except: [ann.connection.id] }, { kind: 'disconnect', disconnect })
    await two.environment.settle()
    expect([ann.closeCode, elsewhere.closeCode]).toEqual([null, 4500])
  })

  it('[A12] report their figures and channels to each other, and nobody waits for a dead one', async () => {
    const { one, two, broker } = await startTwo()
    const ben = await two.client().connect('ben')
    await ben.send({ subscribe: { channel: 'a' } })
    const reports = await one.core.nodes.survey.ask()
    expect(reports.map(({ info, channels }) => [info.uid, info.num_clients, channels])).toEqual([
      ['one', 0, {}],
      ['two', 1, { a: 1 }],
    ])
    // It spoke once and never answers.
    broker.sendToNode('one', '{"kind":"plain","node":"three","type":"alive"}')
    const late = one.core.nodes.survey.ask()
    await one.environment.advance(1_000)
    expect((await late).map(({ info }) => info.uid)).toEqual(['one', 'two'])
  })

  it('[W5] are forgotten when they fall silent', async () => {
    const { one, two } = await startTwo()
    const ann = await one.client().connect()
    await ann.send({ subscribe: { channel: 'here:1' } })
    await two.environment.advance(30_000)
    expect(Object.keys(two.core.nodes.presence.in('here:1'))).toHaveLength(1)
    await two.environment.advance(20_000)
    expect(two.core.nodes.presence.in('here:1')).toEqual({})
    await one.environment.advance(10_000)
    expect(Object.keys(two.core.nodes.presence.in('here:1'))).toHaveLength(1)
  })

  it('[D4] end sessions, users and rights together', async () => {
    const { one, two } = await startTwo()
    const ann = await two.client().connect('ann/s1')
    const ben = await two.client().connect('ben/s2')
    const cy = await two.client().connect('cy/s3')
    await cy.send({ subscribe: { channel: 'a' } })
    two.rights.taken.add('cy a')
    one.core.endSession('s1')
    one.core.disconnectUser('ben', 3503)
    await one.core.recheck('cy')
    expect([ann.closeCode, ben.closeCode, cy.closeCode]).toEqual([3500, 3503, null])
    expect(await cy.received()).toMatchObject([{ push: { unsubscribe: { code: 2000 } } }])
  })

  it('pass client publications on', async () => {
    const { one, two } = await startTwo()
    const ann = await one.client().connect()
    const ben = await two.client().connect('ben')
    for (const each of [ann, ben]) await each.send({ subscribe: { channel: 'here:1' } })
    await ben.received()
    await ann.send({ publish: { channel: 'here:1', data: 'hi' } })
    expect(await ben.received()).toMatchObject([{ push: { pub: { data: 'hi', info: { user: 'ann' } } } }])
  })

  it('[E5] know which nodes there are by what they heard lately', async () => {
    const createEnd = createSeverableBroker()
    const ends = [createEnd(), createEnd()] as const
    await startTestHub({ broker: ends[0], nodeId: 'one' })
    const two = await startTestHub({ broker: ends[1], nodeId: 'two' })
    const deliver = async (): Promise<Delivery | null> => {
      let delivery: Delivery | null = null
      void two.core.nodes.emulation.deliver({ session: 's', node: 'one', data: '{}' }).then((result) => {
        delivery = result
      })
      await two.environment.settle()
      return delivery
    }
    expect(await deliver()).toBe('unknown_session')
    ends[0].sever()
    expect(await deliver()).toBeNull()
    await two.environment.advance(50_000)
    expect(await deliver()).toBe('unknown_session')
  })

  it('carry out late what was asked while they could not hear each other, and forget nobody for an outage', async () => {
    const createEnd = createSeverableBroker()
    const ends = [createEnd(), createEnd()] as const
    const one = await startTestHub({ broker: ends[0], nodeId: 'one' })
    const two = await startTestHub({ broker: ends[1], nodeId: 'two' })
    const ann = await two.client().connect('ann/s1')
    const ben = await two.client().connect('ben/s2')
    await ben.send({ subscribe: { channel: 'here:1' } })
    ends[1].sever()
    for (const end of ends) end.tell({ phase: 'degraded', reason: 'away' })
    one.core.endSession('s1')
    await one.environment.advance(60_000)
    expect([ann.closeCode, one.core.nodes.peers()]).toEqual([null, ['two']])
    expect(Object.keys(one.core.nodes.presence.in('here:1'))).toEqual([ben.connection.id])
    ends[1].heal()
    for (const end of ends) end.tell({ phase: 'connected' })
    for (const { environment } of [one, two]) await environment.settle()
    expect(ann.closeCode).toBe(3500)
    // It was only away; one that died falls silent.
    ends[1].sever()
    await one.environment.advance(50_000)
    expect(one.core.nodes.presence.in('here:1')).toEqual({})
  })

  it('carry out late what was asked while one was taken for dead, and know again who is there', async () => {
    const createEnd = createSeverableBroker()
    const ends = [createEnd(), createEnd()] as const
    const one = await startTestHub({ broker: ends[0], nodeId: 'one' })
    const two = await startTestHub({ broker: ends[1], nodeId: 'two' })
    const ann = await two.client().connect('ann/s1')
    ends[1].sever()
    await one.environment.advance(60_000)
    expect(one.core.nodes.peers()).toEqual([])
    one.core.disconnectUser('ann', 3503)
    const ben = await two.client().connect('ben')
    await ben.send({ subscribe: { channel: 'here:1' } })
    ends[1].heal()
    await two.environment.advance(10_000)
    await one.environment.advance(100)
    expect(ann.closeCode).toBe(3503)
    expect(Object.keys(one.core.nodes.presence.in('here:1'))).toEqual([ben.connection.id])
  })

  it('[A12] [W5] report and list thousands, whatever the broker carries at once', async () => {
    const carrier = createMemoryBroker()
    let longest = 0
    const broker: Broker = {
      ...carrier,
      maxMessageBytes: 7_900,
      sendToNode: (node, message) => {
        longest = Math.max(longest, Buffer.byteLength(message))
        carrier.sendToNode(node, message)
      },
    }
    const one = await startTestHub({ broker, nodeId: 'one' })
    const names = Array.from({ length: 1_000 }, (_, index) => `here:${index} ${'ü'.repeat(50)}`)
    for (const [index, channel] of names.entries()) {
      one.core.nodes.join(channel, { user: `user ${index}`, client: `c${index}`, conn_info: { name: 'Zoë' } })
    }
    const two = await startTestHub({ broker, nodeId: 'two' })
    await one.environment.settle()
    await two.environment.settle()
    await one.environment.settle()
    await two.environment.settle()
    expect(names.filter((name) => Object.keys(two.core.nodes.presence.in(name)).length !== 1)).toEqual([])
    expect(longest).toBeLessThanOrEqual(7_900)
    expect(longest).toBeGreaterThan(5_000)
  })

  it('ignore messages they do not understand', async () => {
    const { one, broker } = await startTwo()
    for (const text of ['', 'null', '{"node":1}', '\n', '{"node":"x"}', '{"kind":"future","node":"x"}']) {
      broker.sendToNode('one', text)
    }
    expect(one.log.warnings).toEqual([])
  })
})
