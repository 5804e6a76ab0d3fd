import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../test/test-app.ts'
import { event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { StorageJournal } from '../storage/journal.ts'
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
  const retention = { maxAgeMs: 7 * day, maxPerChannel: 10 }
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

  it('keeps only the newest of a long channel, and leaves others alone', async () => {
    const { publish, journal, keep } = await setUp()
    await publish(25)
    await publish(10, 'site')
    await keep()
    expect(await journal.read('projects', 14, 100)).toBeNull()
    expect((await journal.read('projects', 15, 100))?.publications).toHaveLength(10)
    expect((await journal.read('site', 0, 100))?.publications).toHaveLength(10)
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
