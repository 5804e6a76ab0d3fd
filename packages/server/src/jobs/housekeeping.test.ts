import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { appendTexts, StorageJournal } from '../storage/journal.ts'
import { keepHouse } from './housekeeping.ts'

const day = 24 * 60 * 60 * 1000

async function setUp() {
  const test = await createTestApp()
  const { storage, runner, now } = test.services
  const publish = async (times: number, channel = 'projects') => {
    for (let index = 0; index < times; index += 1) {
      await runner.run({ actor: systemActor }, async (context) => ({
        body: null,
        events: [{ channel, event: event(context, 'projects.counted', { projects: [] }) }],
      }))
    }
  }
  const retention = { maxAgeMs: 7 * day, maxPerChannel: 10, maxBytesPerChannel: 10_000 }
  const journal = new StorageJournal(storage, now)
  return { ...test, publish, journal, keep: () => keepHouse({ storage, now, retention }) }
}

describe('keepHouse', () => {
  it('removes publications that are too old, and says that they are gone', async () => {
    const { publish, journal, keep, advance } = await setUp()
    await publish(3)
    advance(7 * day)
    await publish(2)
    advance(1)
    await keep()
    expect(await journal.read('projects', 2, 100)).toBeNull()
    const rest = await journal.read('projects', 3, 100)
    expect(rest?.publications.map((one) => one.offset)).toEqual([4, 5])
    expect(rest?.position.offset).toBe(5)
  })

  it('catches up after a week without a server, some channels at a time', async () => {
    const { storage, journal, keep, services, advance } = await setUp()
    const channels = Array.from({ length: 45 }, (_, index) => `project:${String(index).padStart(2, '0')}`)
    const publish = (count: number) =>
      storage.write(async (tx) => {
        for (let index = 0; index < count; index += 1)
          await appendTexts(
            tx,
            channels.map((channel) => ({ channel, data: '"ü"' })),
            services.now(),
          )
      })
    await publish(3)
    advance(8 * day)
    await publish(2)
    await keep()
    const rows = await storage.read((tx) =>
      tx.selectFrom('channels').select(['floor', 'bytes']).where('name', 'in', channels).execute(),
    )
    expect(rows).toEqual(channels.map(() => ({ floor: 3, bytes: 8 })))
    for (const channel of channels.slice(0, 3)) {
      expect(await journal.read(channel, 2, 100)).toBeNull()
      expect((await journal.read(channel, 3, 100))?.publications).toHaveLength(2)
    }
  })

  it('leaves no gap where the clocks of two nodes differ by a minute', async () => {
    const { storage, journal, keep, services, advance } = await setUp()
    const publish = (ahead: number) =>
      storage.write((tx) => appendTexts(tx, [{ channel: 'news', data: '1' }], services.now() + ahead))
    await publish(60_000)
    await publish(0)
    await publish(60_000)
    advance(7 * day + 1)
    await keep()
    expect(await journal.read('news', 1, 100)).toBeNull()
    expect((await journal.read('news', 2, 100))?.publications.map(({ offset }) => offset)).toEqual([3])
  })

  it('keeps only the newest of a long channel, and leaves others alone', async () => {
    const { publish, journal, keep } = await setUp()
    await publish(25)
    await publish(10, 'site')
    await keep()
    expect(await journal.read('projects', 14, 100)).toBeNull()
    expect((await journal.read('projects', 15, 100))?.publications).toHaveLength(10)
    expect((await journal.read('site', 0, 100))?.publications).toHaveLength(10)
  })

  it('keeps only the newest bytes of a heavy channel, whatever is in them', async () => {
    const { storage, journal, keep, services } = await setUp()
    const append = (channel: string, text: string) =>
      storage.write((tx) => appendTexts(tx, [{ channel, data: JSON.stringify(text) }], services.now()))
    for (let count = 0; count < 4; count += 1) await append('heavy', 'ü'.repeat(1_999))
    await append('huge', 'x'.repeat(20_000))
    await append('light', 'x')
    await keep()
    expect((await journal.read('heavy', 2, 100))?.publications).toHaveLength(2)
    expect(await journal.read('heavy', 1, 100)).toBeNull()
    expect((await journal.read('huge', 1, 100))?.position.offset).toBe(1)
    expect((await journal.read('light', 0, 100))?.publications).toHaveLength(1)
    await append('heavy', 'x')
    const rows = await storage.read((tx) => tx.selectFrom('channels').select(['name', 'bytes']).execute())
    expect(rows).toEqual(
      expect.arrayContaining([
        { name: 'heavy', bytes: 8_003 },
        { name: 'huge', bytes: 0 },
        { name: 'light', bytes: 3 },
      ]),
    )
  })

  it('counts anew what a rewritten payload left too large', async () => {
    const { storage, journal, keep, services } = await setUp()
    await storage.write(async (tx) => {
      await appendTexts(tx, [{ channel: 'a', data: JSON.stringify('x'.repeat(20_000)) }], services.now())
      await tx.updateTable('publications').set({ data: '{}' }).where('channel', '=', 'a').execute()
    })
    await keep()
    expect((await journal.read('a', 0, 100))?.publications).toHaveLength(1)
    const rows = await storage.read((tx) =>
      tx.selectFrom('channels').select('bytes').where('name', '=', 'a').execute(),
    )
    expect(rows).toEqual([{ bytes: 2 }])
  })

  it('goes on counting where an emptied channel stopped', async () => {
    const { publish, journal, keep, advance } = await setUp()
    await publish(3)
    advance(8 * day)
    await keep()
    await publish(1)
    expect((await journal.read('projects', 3, 100))?.publications.map((one) => one.offset)).toEqual([4])
  })

  it('removes expired sessions and idempotency keys, and no others', async () => {
    const { storage, sessions, people, services, keep, advance } = await setUp()
    const run = (key: string) =>
      services.runner.run(
        { actor: systemActor, idempotencyKey: { personId: people.anna.id, key, requestHash: '' } },
        async () => ({ body: null, events: [] }),
      )
    await sessions.start(people.anna.id)
    await run('old')
    advance(30 * day)
    const { sessionId } = await sessions.start(people.ben.id)
    await run('new')
    await keep()
    const left = await storage.read(async (tx) => ({
      sessions: await tx.selectFrom('sessions').select('id').execute(),
      keys: await tx.selectFrom('idempotency_keys').select('key').execute(),
    }))
    expect(left).toEqual({ sessions: [{ id: sessionId }], keys: [{ key: 'new' }] })
  })
})
