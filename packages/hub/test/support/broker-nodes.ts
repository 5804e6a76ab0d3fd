/** What hubs of several nodes owe each other, over the brokers of a real message server. */
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Broker, createMemoryJournal } from '../../src/index.ts'
import { phase } from './broker-ends.ts'
import { ask as askAt, StreamReader } from './http-client.ts'
import type { MessageServer } from './message-servers.ts'
import { startTestHub } from './test-hub.ts'
import { startTestServer } from './test-server.ts'

export function describeBrokerNodes(name: string, started: () => MessageServer): void {
  describe(`nodes over ${name}`, () => {
    const opened: Broker[] = []
    afterEach(async () => {
      for (const broker of opened.splice(0)) await broker.close()
    })

    async function startTwo() {
      const journal = createMemoryJournal()
      const start = async (nodeId: string) => {
        const broker = started().open({})
        opened.push(broker)
        await phase(broker, 'connected')
        return startTestHub({ broker, journal, nodeId })
      }
      const [one, two] = [await start('one'), await start('two')]
      /** The broker takes its own time; that of the hubs passes while it is waited for. */
      const eventually = (look: () => unknown) =>
        expect.poll(async () => {
          for (const { environment } of [one, two]) await environment.advance(200)
          return look()
        })
      await eventually(() => [one.core.nodes.peers(), two.core.nodes.peers()]).toEqual([['two'], ['one']])
      const publish = (channel: string, value: unknown): void => {
        const { publication, position } = journal.append(channel, JSON.stringify(value))
        one.broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
      }
      return { one, two, eventually, publish }
    }

    it('deliver the same publications, long ones and those without a journal too', async () => {
      const { one, two, eventually, publish } = await startTwo()
      const ann = await one.client().connect()
      const ben = await two.client().connect('ben')
      const subscribe = async (channel: string) => {
        for (const each of [ann, ben]) await each.send({ subscribe: { channel } })
        await eventually(() => [one, two].map(({ core }) => core.channels.sizes()[channel])).toEqual([1, 1])
        for (const each of [ann, ben]) await each.received()
      }
      await subscribe('a')
      const values = [1, 'ü'.repeat(20_000), 3]
      for (const value of values) publish('a', value)
      const came: unknown[] = []
      await eventually(async () => {
        came.push(...(await ben.received()))
        return came.length
      }).toBe(3)
      expect(came).toEqual(
        values.map((data, index) => ({ push: { channel: 'a', pub: { data, offset: index + 1 } } })),
      )
      await subscribe('here:1')
      const typed = 'x'.repeat(30_000)
      await ann.send({ publish: { channel: 'here:1', data: typed } })
      await eventually(async () => JSON.stringify(await ben.received()).includes(typed)).toBe(true)
    })

    it('[W5] [W6] know who is connected elsewhere, thousands too, and tell who comes and goes', async () => {
      const { one, two, eventually } = await startTwo()
      const people = 1_500
      const ben = await two.client().connect('ben')
      await ben.send({ subscribe: { channel: 'here:1' } })
      await eventually(() => two.core.channels.sizes()['here:1']).toBe(1)
      const list = new Set<string>()
      /** How many others a subscriber has, by what it was told. */
      const listed = async () => {
        for (const message of await ben.received()) {
          if (!('push' in message)) continue
          const { join, leave } = message.push
          if (join) list.add(join.info.client)
          if (leave) list.delete(leave.info.client)
        }
        list.delete(ben.connection.id)
        return list.size
      }
      for (let index = 0; index < people; index += 1) {
        one.core.nodes.join('here:1', {
          user: `user ${index}`,
          client: `c${index}`,
          conn_info: { name: 'Zoë' },
        })
      }
      const known = async () => [two.core.nodes.presence.size('here:1') - 1, await listed()]
      await eventually(known).toEqual([people, people])
      for (let index = 0; index < people; index += 2) one.core.nodes.leave('here:1', `c${index}`)
      await eventually(known).toEqual([people / 2, people / 2])
      one.core.stop()
      await eventually(known).toEqual([0, 0])
    })

    it('[D4] [A12] end sessions of each other and answer a survey', async () => {
      const { one, two, eventually } = await startTwo()
      const ann = await two.client().connect('ann/s1')
      const survey = one.core.nodes.survey.ask()
      let answered = 0
      void survey.then((reports) => {
        answered = reports.length
      })
      await eventually(() => answered).toBe(2)
      one.core.endSession('s1')
      await eventually(() => ann.closeCode).toBe(3500)
    })

    it('[E5] carry commands to the node that holds a stream, and their answers back', async () => {
      const start = async (nodeId: string) => {
        const broker = started().open({})
        opened.push(broker)
        await phase(broker, 'connected')
        return startTestServer({ nodeId, broker, rpc: async () => ({ ok: true, data: nodeId }) })
      }
      const [one, two] = [await start('one'), await start('two')]
      onTestFinished(async () => void (await Promise.all([one.stop(), two.stop()])))
      const connect = '{"id":1,"connect":{"token":"ann"}}'
      const path = '/connection/http_stream'
      const stream = await StreamReader.open(one.port, { path, method: 'POST' }, connect)
      const reply = await stream.message()
      const session = 'id' in reply && reply.connect?.session
      const ask = (data: string) =>
        askAt(
          two.port,
          { path: '/emulation', method: 'POST' },
          JSON.stringify({ session, node: 'one', data }),
        )
      const long = JSON.stringify('ü'.repeat(20_000))
      // They know each other once each has heard the other.
      await expect
        .poll(async () => (await ask(`{"id":2,"rpc":{"method":"x","data":${long}}}`)).status)
        .toBe(204)
      expect(await stream.message()).toMatchObject({ id: 2, rpc: { data: 'one' } })
    })

    it('[E5] find the node that holds a stream', async () => {
      const { one, two, eventually } = await startTwo()
      const deliver = async (node: string) => {
        let delivery: unknown = null
        void two.core.nodes.emulation.deliver({ session: 's', node, data: '{}' }).then((result) => {
          delivery = result
        })
        await eventually(() => delivery).not.toBeNull()
        return delivery
      }
      expect(one.core.nodeId).toBe('one')
      expect(await deliver('one')).toBe('unknown_session')
    })
  })
}
