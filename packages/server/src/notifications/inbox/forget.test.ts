import { applyInbox, type ChangeEntry, type InboxEvent, type InboxState } from '@copydesk/contract'
import { expect, it, vi } from 'vitest'
import { buildNotifications } from '../../../test/build-notifications.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { createTestApp } from '../../../test/test-app.ts'
import { mendInboxCounts } from '../mend-counts.ts'
import { changeEntries } from './commands.ts'
import { forgetOldNotifications } from './forget.ts'
import { readInbox } from './queries.ts'

const dayMs = 24 * 60 * 60_000

async function setUp() {
  const test = await createTestApp()
  const { services, storage, people, advance } = test
  const { id: personId } = people.anna
  const actor = { id: personId, kind: 'person' as const }
  const entryIds = async () => {
    const rows = await storage.read((tx) =>
      tx
        .selectFrom('inbox_entries')
        .select('id')
        .where('person_id', '=', personId)
        .orderBy('offset')
        .execute(),
    )
    return rows.map((row) => row.id)
  }
  return {
    ...test,
    personId,
    entryIds,
    change: (entryIds: string[], change: ChangeEntry) =>
      services.runner.run({ actor }, changeEntries(personId, { entryIds, ...change })),
    inbox: (window: Partial<Parameters<typeof readInbox>[1]> = {}) =>
      storage.read((tx) =>
        readInbox(tx, { personId, filter: 'all', q: '', cursor: undefined, limit: 500, ...window }),
      ),
    /** Retention as it is kept after so many days. */
    forgetAfter: async (days: number) => {
      advance(days * dayMs)
      await forgetOldNotifications({ ...services, settings: { inboxDays: 180 } })
    },
  }
}

it('removes what was read or archived long ago, and leaves what is unread or snoozed', async () => {
  const { services, personId, entryIds, change, inbox, forgetAfter } = await setUp()
  await buildNotifications(services, { personId, count: 6, offset: 1 })
  const [unread = '', read = '', archived = '', snoozed = '', again = '', late = ''] = await entryIds()
  await change([read, snoozed, again], { read: true })
  await change([archived], { archived: true })
  await change([snoozed], { snoozedUntil: new Date(services.now() + 365 * dayMs).toISOString() })
  await change([again], { read: false })
  await forgetAfter(1)
  await change([late], { read: true })
  await forgetAfter(179)
  expect((await entryIds()).sort()).toEqual([unread, read, archived, snoozed, again, late].sort())
  await forgetAfter(1)
  expect((await entryIds()).sort()).toEqual([unread, snoozed, again, late].sort())
  expect((await inbox()).counts).toEqual({ unread: 2, unseen: 1 })
  expect(await mendInboxCounts(services)).toBe(0)
})

it('goes on however much is old, and screens and pages follow', async () => {
  const { services, storage, personId, entryIds, change, inbox, forgetAfter } = await setUp()
  await buildNotifications(services, { personId, count: 260, offset: 1 })
  const all = await entryIds()
  const unread = all.filter((_, index) => index % 20 === 0)
  await change(
    all.filter((id) => !unread.includes(id)),
    { read: true },
  )
  const { position, ...window } = await inbox()
  const first = await inbox({ limit: 50 })
  await forgetAfter(181)
  const { position: _, ...fresh } = await inbox()
  expect(fresh.data.map(({ id }) => id)).toEqual(unread.toReversed())
  const events = await eventsAfter(storage, position.channel, position.offset)
  expect(
    events.reduce<InboxState>((state, { event }) => applyInbox(state, event as InboxEvent), window),
  ).toEqual(fresh)
  expect(Math.max(...events.map(({ event }) => JSON.stringify(event).length))).toBeLessThan(128_000)
  const next = await inbox({ cursor: first.nextCursor ?? '' })
  const shown = first.data.map(({ id }) => id).filter((id) => unread.includes(id))
  expect([...shown, ...next.data.map(({ id }) => id)]).toEqual(unread.toReversed())
})

it('leaves of a thread what is unread, with those who acted in it', async () => {
  const { services, storage, personId, entryIds, inbox, forgetAfter } = await setUp()
  const [old = '', kept = ''] = await buildNotifications(services, { personId, count: 2, offset: 1 })
  const [entry = ''] = await entryIds()
  await storage.write(async (tx) => {
    await tx.updateTable('notifications').set({ entry_id: entry }).execute()
    await tx.updateTable('notifications').set({ read_at: services.now() }).where('id', '=', old).execute()
    await tx.deleteFrom('inbox_entries').where('id', '<>', entry).execute()
  })
  await mendInboxCounts(services)
  await forgetAfter(181)
  const { data } = await inbox()
  expect(data).toMatchObject([{ id: entry, size: 1, unread: 1, latest: { id: kept } }])
  expect(data[0]?.actors).toEqual([data[0]?.latest.actor])
})

it('goes on with the others where the inbox of one fails, and says so', async () => {
  const { services, people, entryIds, forgetAfter } = await setUp()
  const { runner } = services
  for (const { id } of [people.anna, people.ben]) {
    await buildNotifications(services, { personId: id, count: 2, offset: 1 })
  }
  await services.storage.write((tx) =>
    tx.updateTable('notifications').set({ read_at: services.now(), seen_at: services.now() }).execute(),
  )
  const first = vi.spyOn(runner, 'run').mockRejectedValueOnce(new Error('disk on fire'))
  await expect(forgetAfter(181)).rejects.toMatchObject({ errors: [{ message: 'disk on fire' }] })
  first.mockRestore()
  const left = await services.storage.read((tx) =>
    tx.selectFrom('notifications').select('person_id').execute(),
  )
  expect(new Set(left.map((row) => row.person_id)).size).toBe(1)
  await forgetAfter(0)
  expect(await entryIds()).toEqual([])
})
