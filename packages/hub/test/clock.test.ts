/**
 * The clock of a machine is set now and then, back too. Rates, ages and time-outs must not notice; only instants, such
 * as the expiry of a token, follow it.
 */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMemoryBroker } from '../src/index.ts'
import { startStandalone } from './support/standalone.ts'
import { startTestHub } from './support/test-hub.ts'

const hour = 3_600_000

describe.each([
  ['back', -hour],
  ['forward', hour],
])('a clock that is set %s', (_, ms) => {
  it('cuts nobody off for the rate of commands', async () => {
    const { client, environment } = await startTestHub()
    const ann = await client().connect()
    await ann.send({ subscribe: { channel: 'here:1' } })
    environment.setClock(ms)
    for (let count = 0; count < 20; count += 1) {
      const replies = await ann.send({ presence: { channel: 'here:1' } }, { history: { channel: 'a' } }, {})
      expect(replies).toMatchObject([{ presence: {} }, { history: {} }])
      expect(await ann.send({ publish: { channel: 'here:1', data: 1 } })).toContainEqual({
        id: expect.any(Number),
        publish: {},
      })
      await environment.advance(200)
    }
    expect(ann.closeCode).toBeNull()
  })

  it('leaves the limits where they were', async () => {
    const { client, environment } = await startTestHub()
    const ann = await client().connect()
    const pongs = Array.from({ length: 990 }, () => ({}))
    await ann.send(...pongs)
    environment.setClock(ms)
    await ann.send(...pongs.slice(0, 20))
    expect(ann.closeCode).toBe(3013)
  })

  it('takes no other node for gone and no ended session for forgotten', async () => {
    const broker = createMemoryBroker()
    const one = await startTestHub({ broker, nodeId: 'n1' })
    const two = await startTestHub({ broker, nodeId: 'n2' })
    const there = await two.client().connect('ben')
    await there.send({ subscribe: { channel: 'here:1' } })
    one.core.endSession('s1')
    one.environment.setClock(ms)
    await two.environment.advance(10_000)
    await one.environment.advance(10_000)
    expect(one.core.nodes.peers()).toEqual(['n2'])
    expect(Object.keys(one.core.nodes.presence.in('here:1'))).toHaveLength(1)
    const late = one.client()
    await late.send({ connect: { token: 'ann/s1' } })
    expect(late.closeCode).toBe(3500)
  })

  it('says true ages', async () => {
    const ends: { ageMs: number }[] = []
    const { client, core, environment } = await startTestHub({ onConnectionEnd: (end) => ends.push(end) })
    const ann = await client().connect()
    environment.setClock(ms)
    await environment.advance(1_000)
    ann.cut()
    expect(ends).toMatchObject([{ ageMs: 1_000 }])
    expect(core.stats().journalPollAgeMs).toBe(1_000)
    expect(await core.nodes.survey.ask()).toMatchObject([{ info: { uptime: 1 } }])
  })

  it('neither empties nor prolongs what a hub keeps in memory', async () => {
    const news = { name: 'news', history_size: 10, history_ttl: '300s', allow_history_for_client: true }
    const hub = await startStandalone({ channel: { namespaces: [news] } })
    const publish = () => hub.api('publish', { channel: 'news:1', data: 1, idempotency_key: 'k' })
    const first = await publish()
    hub.setClock(ms)
    expect(await publish()).toEqual(first)
    expect(await hub.api('history', { channel: 'news:1', limit: 10 })).toMatchObject({
      result: { publications: [{ offset: 1 }] },
    })
    hub.pass(301_000)
    expect(await hub.api('history', { channel: 'news:1', limit: 10 })).toMatchObject({
      result: { publications: [], offset: 1 },
    })
    expect(await publish()).toMatchObject({ result: { offset: 2 } })
    await hub.close()
  })
})

describe('the sources', () => {
  /** Where an instant is meant, the expiry of a credential; everything else takes `monotonic`. */
  const wallTimeIn = [
    'commands/connect.ts',
    'commands/refresh.ts',
    'commands/subscribe.ts',
    'connections/heartbeat.ts',
    'connections/server-actions.ts',
    'environment.ts',
    'namespaces/verify-token.ts',
    'standalone/standalone-hub.ts',
  ]

  it('ask for the time on the wall only where an instant is meant', () => {
    const folder = new URL('../src/', import.meta.url)
    const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'))
    const asking = files.filter((file) =>
      /wallTime|Date\.now|new Date\(/.test(readFileSync(new URL(file, folder), 'utf8')),
    )
    expect(asking.toSorted()).toEqual(wallTimeIn)
  })
})
