/** Rights that changed are asked about once for each user and channel, on the node that has it, in bounded work. */
import { describe, expect, it } from 'vitest'
import { createMemoryBroker } from '../src/index.ts'
import { startTestHub } from './support/test-hub.ts'

describe('a recheck', () => {
  it('asks once however many connections of a user have the channel, and ends them all', async () => {
    const { client, rights, core } = await startTestHub()
    const tabs = [await client().connect(), await client().connect(), await client().connect()]
    const ben = await client().connect('ben')
    for (const each of [...tabs, ben]) await each.send({ subscribe: { channel: 'a' } })
    rights.taken.add('ann a')
    rights.asked.length = 0
    await core.recheck(undefined)
    expect(rights.asked.map(({ user, channel }) => `${user} ${channel}`)).toEqual(['ann a', 'ben a'])
    for (const tab of tabs)
      expect(await tab.received()).toMatchObject([{ push: { unsubscribe: { code: 2000 } } }])
    expect(await ben.received()).toEqual([])
  })

  it('asks apart where connections came in by different tokens', async () => {
    const { client, rights, core } = await startTestHub()
    for (const token of ['one', 'two', 'two']) {
      const ann = await client().connect()
      await ann.send({ subscribe: { channel: 'a', token } })
    }
    rights.asked.length = 0
    await core.recheck('ann')
    expect(rights.asked.map(({ token }) => token)).toEqual(['one', 'two'])
  })

  it('asks nothing where the user is not', async () => {
    const broker = createMemoryBroker()
    const one = await startTestHub({ broker, nodeId: 'one' })
    const two = await startTestHub({ broker, nodeId: 'two' })
    const ann = await two.client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    for (const { rights } of [one, two]) rights.asked.length = 0
    await one.core.recheck('ann')
    await two.environment.settle()
    expect([one.rights.asked.length, two.rights.asked.length]).toEqual([0, 1])
    await two.core.recheck('ann', 'this_node')
    expect(two.rights.asked).toHaveLength(2)
  })

  it('is done twice at most when many ask for it at once', async () => {
    const { client, rights, core } = await startTestHub()
    for (const user of ['ann', 'ben']) {
      const each = await client().connect(user)
      await each.send({ subscribe: { channel: 'a' } })
    }
    rights.asked.length = 0
    await Promise.all([
      core.recheck('ann'),
      core.recheck('ann'),
      core.recheck('ben'),
      core.recheck(undefined),
      core.recheck('ann'),
    ])
    expect(rights.asked).toHaveLength(2)
  })

  it('asks again for what is wanted while it is under way: rights may have changed since', async () => {
    const { client, rights, core } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'a' } })
    const { authorize } = core.options
    const answers: (() => void)[] = []
    core.options.authorize = async (request) => {
      const result = await authorize(request)
      await new Promise<void>((resolve) => answers.push(resolve))
      return result
    }
    const first = core.recheck('ann')
    await new Promise((resolve) => setImmediate(resolve))
    rights.taken.add('ann a')
    const second = core.recheck('ann')
    answers.shift()?.()
    await first
    expect(await ann.received()).toEqual([])
    answers.shift()?.()
    await second
    expect(await ann.received()).toMatchObject([{ push: { unsubscribe: { code: 2000 } } }])
  })

  it('of thousands lets others have their turn', async () => {
    const { client, rights, core, environment } = await startTestHub({
      limits: { maxSubscribesPerSecond: 1_000 },
    })
    for (let user = 0; user < 20; user += 1) {
      const each = await client().connect(`user ${user}`)
      for (let channel = 0; channel < 100; channel += 1)
        await each.send({ subscribe: { channel: `c${channel}` } })
      await environment.advance(1_000)
    }
    rights.asked.length = 0
    let isDone = false
    void core.recheck(undefined).then(() => {
      isDone = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(rights.asked).toHaveLength(50)
    await environment.settle()
    expect([isDone, rights.asked.length]).toEqual([true, 2_000])
  })
})
