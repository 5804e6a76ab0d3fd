/** A hub and its broker: what it follows, and what happens when the broker goes away and comes back. */
import { describe, expect, it } from 'vitest'
import { createSeverableBroker } from './support/severable-broker.ts'
import { startTestHub } from './support/test-hub.ts'

async function start() {
  const broker = createSeverableBroker()()
  const hub = await startTestHub({ broker })
  return { ...hub, broker }
}

describe('what a hub follows', () => {
  it('is what it has open, and no more', async () => {
    const { client, broker, environment } = await start()
    const ann = await client().connect()
    const ben = await client().connect('ben')
    for (const channel of ['a', 'here:1']) await ann.send({ subscribe: { channel } })
    await ben.send({ subscribe: { channel: 'a' } })
    expect(broker.followed).toEqual(['a', 'here:1'])
    await ann.send({ unsubscribe: { channel: 'here:1' } })
    expect(broker.followed).toEqual(['a'])
    ann.cut()
    expect(broker.followed).toEqual(['a'])
    ben.cut()
    await environment.settle()
    expect(broker.followed).toEqual([])
  })

  it('is not what it refuses', async () => {
    const { client, broker, journal } = await start()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'secret:1' } })
    journal.position = () => Promise.reject(new Error('database gone'))
    await ann.send({ subscribe: { channel: 'a' } })
    expect(broker.followed).toEqual([])
  })

  it('stays right when the last subscriber leaves while the next one comes', async () => {
    const { client, broker, publish } = await start()
    const ann = await client().connect()
    const ben = await client().connect('ben')
    await ann.send({ subscribe: { channel: 'a' } })
    for (let times = 0; times < 3; times += 1) {
      const [coming] = [
        ben.send({ subscribe: { channel: 'a' } }),
        ann.send({ unsubscribe: { channel: 'a' } }),
      ]
      await coming
      expect(broker.followed).toEqual(['a'])
      publish('a', times)
      expect(await ben.received()).toMatchObject([{ push: { pub: { data: times } } }])
      await Promise.all([
        ben.send({ unsubscribe: { channel: 'a' } }),
        ann.send({ subscribe: { channel: 'a' } }),
      ])
      expect(broker.followed).toEqual(['a'])
    }
  })

  it('is followed before the position is read, so that nothing falls between', async () => {
    const { client, broker, journal, publish } = await start()
    const order: string[] = []
    const { position } = journal
    journal.position = (channel) => {
      order.push(`read ${broker.followed}`)
      const read = position(channel)
      publish('a', 2)
      return read
    }
    const ann = await client().connect()
    const received = await ann.send({ subscribe: { channel: 'a' } })
    expect(order).toEqual(['read a'])
    expect(received).toMatchObject([{ subscribe: { offset: 0 } }, { push: { pub: { offset: 1, data: 2 } } }])
  })
})

describe('a broker that goes away', () => {
  it('is told in the figures and the log, and so is its return', async () => {
    const { core, broker, log } = await start()
    expect(core.stats().broker).toEqual({ phase: 'connected' })
    broker.tell({ phase: 'degraded', reason: 'redis://cache does not answer' })
    expect(core.stats().broker).toEqual({ phase: 'degraded', reason: 'redis://cache does not answer' })
    expect(log.warnings).toMatchObject([{ fields: { reason: 'redis://cache does not answer' } }])
    broker.tell({ phase: 'connected' })
    expect(core.stats().broker).toEqual({ phase: 'connected' })
  })

  it('[C8] is told to clients at the next look at the journal, to those who come later as well, and so is its return', async () => {
    const { client, broker, environment } = await start()
    const told = (behind: boolean) => ({ push: { message: { data: { behind } } } })
    const ann = await client().connect()
    broker.tell({ phase: 'degraded', reason: 'away for a moment' })
    broker.tell({ phase: 'connected' })
    await environment.advance(2_000)
    expect(await ann.received()).toEqual([])
    broker.tell({ phase: 'degraded', reason: 'away' })
    await environment.advance(4_000)
    expect(await ann.received()).toEqual([told(true)])
    const ben = client()
    expect(await ben.send({ connect: { token: 'ben' } })).toMatchObject([{ connect: {} }, told(true)])
    broker.tell({ phase: 'connected' })
    await environment.advance(2_000)
    expect([await ann.received(), await ben.received()]).toEqual([[told(false)], [told(false)]])
  })

  it('costs latency and no data, and all heads are compared at once when it is back', async () => {
    const { client, broker, publish, core } = await start()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    await ann.send({ subscribe: { channel: 'b' } })
    broker.sever()
    broker.tell({ phase: 'degraded', reason: 'away' })
    const ben = await client().connect('ben')
    await ben.send({ subscribe: { channel: 'c' } })
    for (const channel of ['a', 'b', 'c']) publish(channel, channel)
    expect(await ann.received()).toEqual([])
    broker.heal()
    broker.tell({ phase: 'connected' })
    expect(await ann.received()).toMatchObject([
      { push: { pub: { data: 'a' } } },
      { push: { pub: { data: 'b' } } },
    ])
    expect(await ben.received()).toMatchObject([{ push: { pub: { data: 'c' } } }])
    expect(core.stats()).toMatchObject({ gapsFoundByPoll: 3 })
  })

  it('is not asked about twice when it comes back while the heads are read', async () => {
    const { client, broker, journal, environment, publish } = await start()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    const { heads } = journal
    const asked: (() => void)[] = []
    journal.heads = async (channels) => {
      const known = await heads(channels)
      await new Promise<void>((resolve) => asked.push(resolve))
      return known
    }
    broker.sever()
    await environment.advance(2_000)
    expect(asked).toHaveLength(1)
    // Committed after that question: only another one can find it.
    publish('a', 1)
    broker.heal()
    broker.tell({ phase: 'connected' })
    broker.tell({ phase: 'connected' })
    asked.shift()?.()
    await environment.settle()
    asked.shift()?.()
    expect(await ann.received()).toMatchObject([{ push: { pub: { data: 1 } } }])
    expect(asked).toHaveLength(0)
  })
})
