/**
 * Two nodes behind a load balancer without sticky sessions: the stream is on one, the commands arrive at the
 * other. Held with the SDK, and with the broker between the nodes severed.
 */
import type { Centrifuge, PublicationContext, SubscribedContext } from 'centrifuge'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryJournal } from '../src/index.ts'
import { Collected, next } from './support/events.ts'
import { ask, StreamReader } from './support/http-client.ts'
import { SdkClients, subscribe } from './support/sdk-client.ts'
import { type BrokerEnd, createSeverableBroker } from './support/severable-broker.ts'
import { startTestServer, type TestServer } from './support/test-server.ts'

interface Node {
  server: TestServer
  broker: BrokerEnd
}

let one: Node
let two: Node
/** Commits on no node in particular and announces through the end of the second. */
let publish: (channel: string, value: unknown) => void

beforeEach(async () => {
  const createEnd = createSeverableBroker()
  const journal = createMemoryJournal()
  const start = async (nodeId: string): Promise<Node> => {
    const broker = createEnd()
    const server = await startTestServer({
      nodeId,
      broker,
      journal,
      rpc: async () => ({ ok: true, data: nodeId }),
    })
    return { server, broker }
  }
  one = await start('one')
  two = await start('two')
  publish = (channel, value) => {
    const { publication, position } = journal.append(channel, JSON.stringify(value))
    two.broker.publish([{ channel, epoch: position.epoch, publications: [publication] }])
  }
})
afterEach(async () => {
  await one.server.stop()
  await two.server.stop()
})

const connectCommand = '{"id":1,"connect":{"token":"ann"}}'
const openStream = (): Promise<StreamReader> =>
  StreamReader.open(one.server.port, { path: '/connection/http_stream', method: 'POST' }, connectCommand)
const emulate = (session: string, node: string, data = '{"id":2,"rpc":{"method":"x"}}') =>
  ask(two.server.port, { path: '/emulation', method: 'POST' }, JSON.stringify({ session, node, data }))

async function sessionOf(stream: StreamReader): Promise<string> {
  const reply = await stream.message()
  return ('id' in reply && reply.connect?.session) || ''
}

describe.each(['http_stream', 'sse'] as const)(
  'the SDK over %s with its commands at another node',
  (transport) => {
    const clients = new SdkClients(transport)
    afterEach(() => clients.stop())
    const connect = (): Promise<Centrifuge> =>
      clients.connect({ port: one.server.port, emulationPort: two.server.port })

    it('[E5] works as if there were one', async () => {
      const client = await connect()
      expect(await client.rpc('x', {})).toEqual({ data: 'one' })
      const subscription = await subscribe(client, 'a')
      const publications = new Collected<PublicationContext>(subscription, 'publication')
      for (let value = 1; value <= 20; value += 1) publish('a', value)
      await publications.atLeast(20)
      expect(publications.all.map(({ offset }) => offset)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      )
      expect(two.server.hub.stats().connections).toBe(0)
    })

    it('[E5] comes back and recovers when the nodes do not hear each other for a while', async () => {
      const client = await connect()
      const subscription = await subscribe(client, 'a')
      const publications = new Collected<PublicationContext>(subscription, 'publication')
      publish('a', 1)
      await publications.atLeast(1)
      const dropped = next(client, 'connecting')
      const back = next<SubscribedContext>(subscription, 'subscribed')
      two.broker.sever()
      const unanswered = client.rpc('x', {}).catch(({ code }: { code: number }) => code)
      publish('a', 2)
      await untilForwarded()
      await two.server.timers.advance(3_000)
      await dropped
      two.broker.heal()
      expect(await unanswered).toBeGreaterThan(0)
      expect(await back).toMatchObject({ wasRecovering: true, recovered: true })
      publish('a', 3)
      await publications.atLeast(3)
      expect(publications.all.map(({ data }) => data)).toEqual([1, 2, 3])
    })
  },
)

/** The second node waits for the first one's answer. */
async function untilForwarded(): Promise<void> {
  const before = two.server.timers.timers
  while (two.server.timers.timers === before) await new Promise((resolve) => setImmediate(resolve))
}

describe('commands at another node', () => {
  it('[E5] are answered as the node of the session answers', async () => {
    const stream = await openStream()
    const session = await sessionOf(stream)
    expect((await emulate(session, 'one')).status).toBe(204)
    expect(await stream.message()).toMatchObject({ id: 2, rpc: { data: 'one' } })
    expect(await emulate('other', 'one')).toMatchObject({ status: 404, body: { code: 'unknown_session' } })
    expect(await emulate(session, 'three')).toMatchObject({ status: 404 })
    expect(await emulate(session, 'two')).toMatchObject({ status: 404 })
  })

  it('[E5] are answered 503 when that node does not answer', async () => {
    const session = await sessionOf(await openStream())
    one.broker.sever()
    const answer = emulate(session, 'one')
    await untilForwarded()
    await two.server.timers.advance(3_000)
    expect(await answer).toMatchObject({ status: 503, body: { code: 'unreachable_node' } })
    one.broker.heal()
    expect((await emulate(session, 'one')).status).toBe(204)
  })

  it('[E5] find no node that has stopped', async () => {
    const session = await sessionOf(await openStream())
    await one.server.hub.close()
    expect(await emulate(session, 'one')).toMatchObject({ status: 404 })
  })
})
