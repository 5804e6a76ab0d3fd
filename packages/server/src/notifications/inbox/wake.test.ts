import { describe, expect, it } from 'vitest'
import { buildNotifications } from '../../../test/build-notifications.ts'
import { createJobTest } from '../../../test/job-test.ts'
import { mendInboxCounts } from '../mend-counts.ts'
import { changeEntries } from './commands.ts'
import { readInbox } from './queries.ts'
import { wake } from './wake.ts'

const hour = 3_600_000

async function setUp(count: number) {
  const test = await createJobTest([wake])
  const { services, storage, people } = test
  const personId = people.ben.id
  await buildNotifications(services, { personId, count, offset: 1 })
  const list = (filter: 'all' | 'snoozed') =>
    storage.read((tx) => readInbox(tx, { personId, filter, q: '', cursor: undefined, limit: 200 }))
  const snooze = (entryIds: string[], ms: number) => {
    const snoozedUntil = new Date(services.now() + ms).toISOString()
    const actor = { id: personId, kind: 'person' as const }
    return services.runner.run({ actor }, changeEntries(personId, { entryIds, snoozedUntil }))
  }
  return { ...test, personId, list, snooze }
}

describe('what is snoozed', () => {
  it('comes back, each at its instant, when nobody was there at that moment', async () => {
    const { list, snooze, startNode, advance, services, outbox } = await setUp(2)
    const [two, one] = (await list('all')).data.map(({ id }) => id) as [string, string]
    await snooze([one], hour)
    await snooze([two], 30 * hour)
    const node = startNode()
    await node.drain()
    await node.stop()
    expect((await list('snoozed')).data).toHaveLength(2)

    advance(24 * hour)
    await startNode().drain()
    expect(await list('all')).toMatchObject({ data: [{ id: one }], counts: { unread: 1 } })
    expect((await list('snoozed')).data.map(({ id }) => id)).toEqual([two])
    advance(6 * hour)
    await startNode().drain()
    expect((await list('all')).data.map(({ id }) => id)).toEqual([two, one])
    expect(await outbox()).toEqual([])
    expect(await mendInboxCounts(services)).toBe(0)
  })

  it('comes back unread, also what was read before', async () => {
    const { list, snooze, startNode, advance, services, personId } = await setUp(1)
    const entryIds = (await list('all')).data.map(({ id }) => id)
    const actor = { id: personId, kind: 'person' as const }
    await services.runner.run({ actor }, changeEntries(personId, { entryIds, read: true }))
    await snooze(entryIds, hour)
    expect((await list('snoozed')).data).toMatchObject([{ unread: 0 }])
    advance(hour)
    await startNode().drain()
    const counts = { unread: 1, unseen: 0 }
    expect(await list('all')).toMatchObject({ data: [{ unread: 1, latest: { readAt: null } }], counts })
    expect(await mendInboxCounts(services)).toBe(0)
  })

  it('comes back whole however much it is, some in each event', async () => {
    const { storage, personId, snooze, startNode, advance, list, announced } = await setUp(700)
    const rows = await storage.read((tx) =>
      tx.selectFrom('inbox_entries').select('id').where('person_id', '=', personId).execute(),
    )
    const ids = rows.map(({ id }) => id)
    for (const start of [0, 300, 600]) await snooze(ids.slice(start, start + 300), hour)
    expect((await list('all')).data).toEqual([])
    advance(hour)
    announced.length = 0
    await startNode().drain()
    expect((await list('snoozed')).data).toEqual([])
    expect((await list('all')).counts).toEqual({ unread: 700, unseen: 700 })
    const told = announced.flatMap(({ publications }) =>
      publications.map(({ data }) => (JSON.parse(data) as { entries: unknown[] }).entries.length),
    )
    expect(told).toEqual([300, 300, 100])
  })
})
