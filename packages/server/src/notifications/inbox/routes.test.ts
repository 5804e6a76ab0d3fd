/** The inbox by threads: what is put away, for how long, and how it comes back. */
import type {
  AllRead,
  ArchivedAll,
  ChangedEntries,
  ChangeEntries,
  Comment,
  InboxCounts,
  InboxEntry,
  InboxFilter,
  InboxState,
  Notification,
  Page,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { buildNotifications } from '../../../test/build-notifications.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { mendInboxCounts } from '../mend-counts.ts'
import { notificationRoutes } from '../routes.ts'
import { inboxRoutes } from './routes.ts'

async function setUp() {
  const test = await createDeskTest([inboxRoutes, notificationRoutes])
  const { as, desk, people, runJobs, storage, services } = test
  const { emil, ben, cleo } = people
  const project = await desk.project()
  const say = async (body: string, { parentId, by = ben }: { parentId?: string; by?: typeof ben } = {}) => {
    const url = `/api/v1/projects/${project.id}/comments`
    const payload = { body, ...(parentId && { parentId }) }
    const answer = await as(by).inject({ method: 'POST', url, payload })
    await runJobs()
    return answer.json<Comment>()
  }
  const mention = (words: string) => say(`@[Emil](person:${emil.id}) ${words}`)
  const caller = as(emil)
  const list = async (filter: InboxFilter = 'all', q = '') =>
    (
      await caller.inject({ url: `/api/v1/inbox?filter=${filter}&q=${encodeURIComponent(q)}` })
    ).json<InboxState>()
  const change = (payload: ChangeEntries) => caller.inject({ method: 'PATCH', url: '/api/v1/inbox', payload })
  const events = async () => (await eventsAfter(storage, `person:#${emil.id}`)).map(({ event }) => event)
  return { ...test, project, emil, cleo, say, mention, caller, list, change, events, services }
}

const ids = (state: InboxState) => state.data.map(({ id }) => id)
const later = (test: { services: { now(): number } }, ms: number) =>
  new Date(test.services.now() + ms).toISOString()

describe('GET /inbox', () => {
  it('lists an entry for each thread, with who acted and the latest of it, and counts entries', async () => {
    const { mention, say, list, cleo, caller } = await setUp()
    const first = await mention('one')
    const other = await mention('two')
    await say('three', { parentId: first.id, by: cleo })
    const { data, counts } = await list()
    expect(data.map(({ key, size, unread, mentions }) => [key, size, unread, mentions])).toEqual([
      [`thread:${first.threadId}`, 2, 2, 1],
      [`thread:${other.threadId}`, 1, 1, 1],
    ])
    expect(data[0]?.actors.map(({ id }) => id)).toEqual([cleo.id, first.author.id])
    expect(data[0]?.latest).toMatchObject({ excerpt: 'three', reason: 'thread' })
    expect(counts).toEqual({ unread: 2, unseen: 2 })
    const told = await caller.inject({ url: `/api/v1/inbox/${data[0]?.id}/notifications` })
    expect(told.json<Page<Notification>>().data.map(({ excerpt }) => excerpt)).toEqual([
      'three',
      expect.stringContaining('one'),
    ])
    expect((await list('mentions')).data).toHaveLength(2)
    expect((await list('all', 'THREE')).data.map(({ id }) => id)).toEqual([data[0]?.id])
    expect((await list('all', '100%')).data).toEqual([])
  })

  it('shows nobody anybody else’s', async () => {
    const { mention, list, as, people } = await setUp()
    await mention('one')
    const [entry] = ids(await list())
    const cleo = as(people.cleo)
    expect((await cleo.inject({ url: '/api/v1/inbox' })).json()).toMatchObject({ data: [] })
    const read = { method: 'PATCH', url: `/api/v1/inbox/${entry}`, payload: { read: true } } as const
    expect((await cleo.inject(read)).statusCode).toBe(404)
    expect((await cleo.inject({ url: `/api/v1/inbox/${entry}/notifications` })).statusCode).toBe(404)
    const many = {
      method: 'PATCH',
      url: '/api/v1/inbox',
      payload: { entryIds: [entry], read: true },
    } as const
    expect((await cleo.inject(many)).json()).toMatchObject({ data: [] })
  })
})

describe('PATCH /inbox', () => {
  it('marks all of an entry, archives it out of the count, and its next notification brings it back', async () => {
    const { mention, say, list, change, services } = await setUp()
    const first = await mention('one')
    await say('two', { parentId: first.id })
    const [entry] = ids(await list()) as [string]
    const read = (await change({ entryIds: [entry], read: true })).json<ChangedEntries>()
    expect(read).toMatchObject({ data: [{ unread: 0 }], counts: { unread: 0, unseen: 0 } })
    const again = (await change({ entryIds: [entry], read: false })).json<ChangedEntries>()
    expect(again).toMatchObject({ data: [{ unread: 1 }], counts: { unread: 1, unseen: 0 } })
    await change({ entryIds: [entry], archived: true })
    expect(await list()).toMatchObject({ data: [], counts: { unread: 0 } })
    expect(ids(await list('archived'))).toEqual([entry])
    expect((await list('unread')).data).toEqual([])

    await say('three', { parentId: first.id })
    expect(await list()).toMatchObject({ data: [{ id: entry, unread: 2 }], counts: { unread: 1 } })
    expect((await list('archived')).data).toEqual([])
    expect(await mendInboxCounts(services)).toBe(0)
  })

  it('snoozes until an instant, at which the entry is on top again', async () => {
    const test = await setUp()
    const { mention, list, change, advance, runJobs, services } = test
    await mention('one')
    const [old] = ids(await list()) as [string]
    await change({ entryIds: [old], snoozedUntil: later(test, 3_600_000) })
    await mention('two')
    expect(await list()).toMatchObject({
      data: [{ latest: { excerpt: '@Emil two' } }],
      counts: { unread: 1 },
    })
    expect(ids(await list('snoozed'))).toEqual([old])
    advance(1_800_000)
    await runJobs()
    expect((await list()).data).toHaveLength(1)
    advance(1_800_000)
    await runJobs()
    expect(await list()).toMatchObject({ data: [{ id: old, snoozedUntil: null }, {}], counts: { unread: 2 } })
    expect(await mendInboxCounts(services)).toBe(0)
  })

  it('leaves away what was snoozed for longer meanwhile, and back what was brought back', async () => {
    const test = await setUp()
    const { mention, list, change, advance, runJobs } = test
    await mention('one')
    await mention('two')
    const [two, one] = ids(await list()) as [string, string]
    await change({ entryIds: [one, two], snoozedUntil: later(test, 1_000) })
    await change({ entryIds: [one], snoozedUntil: later(test, 3_600_000) })
    await change({ entryIds: [two], snoozedUntil: null })
    advance(1_000)
    await runJobs()
    expect(ids(await list())).toEqual([two])
    expect(ids(await list('snoozed'))).toEqual([one])
  })

  it('brings each back at its own instant, also what was snoozed for longer than another', async () => {
    const test = await setUp()
    const { mention, list, change, advance, runJobs } = test
    await mention('one')
    await mention('two')
    await mention('three')
    const [three, two, one] = ids(await list()) as [string, string, string]
    await change({ entryIds: [one], snoozedUntil: later(test, 3_600_000) })
    await change({ entryIds: [two], snoozedUntil: later(test, 7_200_000) })
    await change({ entryIds: [three], snoozedUntil: later(test, 86_400_000) })
    advance(3_600_000)
    await runJobs()
    expect(ids(await list())).toEqual([one])
    advance(3_600_000)
    await runJobs()
    expect(ids(await list())).toEqual([two, one])
    advance(86_400_000)
    await runJobs()
    expect(ids(await list())).toEqual([three, two, one])
  })

  it('refuses to snooze until what is over, and publishes nothing where nothing changes', async () => {
    const test = await setUp()
    const { mention, list, change, events } = test
    await mention('one')
    const [entry] = ids(await list()) as [string]
    const refused = await change({ entryIds: [entry], snoozedUntil: later(test, 0) })
    expect(refused.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/snoozedUntil' }] })
    const before = (await events()).length
    await change({ entryIds: [entry], archived: false, read: false })
    expect(await events()).toHaveLength(before)
  })

  it('changes one under the revision that its reader knows', async () => {
    const { mention, list, caller } = await setUp()
    await mention('one')
    const [entry] = (await list()).data as [InboxEntry]
    const archive = (revision: number) =>
      caller.inject({
        method: 'PATCH',
        url: `/api/v1/inbox/${entry.id}`,
        payload: { archived: true },
        headers: { 'if-match': `"${revision}"` },
      })
    expect((await archive(entry.revision + 1)).json()).toMatchObject({ code: 'revision_mismatch' })
    expect((await archive(entry.revision)).json()).toMatchObject({
      id: entry.id,
      revision: entry.revision + 1,
    })
  })
})

describe('PATCH /inbox on a condition', () => {
  it('takes back what nothing happened to since, and leaves alone and names what something came to', async () => {
    const { mention, say, list, change } = await setUp()
    const one = await mention('one')
    await mention('two')
    const [two, first] = ids(await list()) as [string, string]
    const entryIds = [first, two]
    await change({ entryIds, archived: true })
    const back = (await change({ entryIds, archived: false })).json<ChangedEntries>()
    expect(back).toMatchObject({ leftOut: [], counts: { unread: 2 } })
    const upToOffset = Math.max(...back.data.map(({ offset }) => offset))
    await say('and more', { parentId: one.id })
    const undone = await change({ entryIds, archived: true, onlyIf: { upToOffset, archivedAt: null } })
    expect(undone.json<ChangedEntries>()).toMatchObject({
      data: [{ id: two }],
      leftOut: [first],
      counts: { unread: 1 },
    })
    expect(ids(await list())).toEqual([first])
  })

  it('leaves where it is what was put elsewhere since, and names what is not there', async () => {
    const test = await setUp()
    const { mention, list, change } = test
    await mention('one')
    const [entry] = ids(await list()) as [string]
    const archived = (await change({ entryIds: [entry], archived: true })).json<ChangedEntries>()
    const archivedAt = archived.data[0]?.archivedAt ?? null
    const back = { entryIds: [entry, 'c0ffee00-0000-7000-8000-000000000000'], archived: false }
    test.advance(1000)
    await change({ entryIds: [entry], snoozedUntil: later(test, 3_600_000) })
    const refused = await change({ ...back, snoozedUntil: null, onlyIf: { archivedAt, snoozedUntil: null } })
    expect(refused.json<ChangedEntries>()).toMatchObject({ data: [], leftOut: back.entryIds })
    expect(ids(await list('snoozed'))).toEqual([entry])
    await change({ entryIds: [entry], archived: true })
    const other = await change({ ...back, onlyIf: { archivedAt } })
    expect(other.json<ChangedEntries>().leftOut).toEqual(back.entryIds)
  })
})

describe('archiving all', () => {
  const post = ({ caller }: Awaited<ReturnType<typeof setUp>>, path: string, payload: object) =>
    caller.inject({ method: 'POST', url: `/api/v1/inbox/archive-all${path}`, payload })

  it('puts away as much as there is, and all of it comes back but what something came to', async () => {
    const test = await setUp()
    const { mention, say, list, emil, services, change } = test
    const offset = 1
    await buildNotifications(services, { personId: emil.id, count: 700, offset })
    const first = await mention('one')
    const slept = await mention('slept')
    const sleptId = (await list('mentions')).data[0]?.id ?? ''
    await change({ entryIds: [sleptId], snoozedUntil: later(test, 3_600_000) })
    expect((await list()).counts).toEqual({ unread: 701, unseen: 701 })
    const archived = (await post(test, '', {})).json<ArchivedAll>()
    expect(archived).toMatchObject({ unread: 0, unseen: 0, archivedAt: expect.any(String) })
    expect(await list()).toMatchObject({ data: [], counts: { unread: 0 } })
    expect(await list('snoozed')).toMatchObject({ data: [{ key: `thread:${slept.threadId}` }] })
    expect(await mendInboxCounts(services)).toBe(0)

    test.advance(1000)
    await say('two', { parentId: first.id })
    const [moved] = ids(await list('archived')) as [string]
    await change({ entryIds: [moved], snoozedUntil: later(test, 3_600_000) })
    const { archivedAt } = archived
    const undone = (await post(test, '/undo', { archivedAt })).json<InboxCounts>()
    expect(undone).toEqual({ unread: 700, unseen: 700 })
    expect((await list('archived')).data).toEqual([])
    expect(ids(await list('snoozed'))).toContain(moved)
    expect(await mendInboxCounts(services)).toBe(0)
    const again = await post(test, '/undo', { archivedAt })
    expect(again.json()).toEqual(undone)
    test.advance(10 * 60_000)
    expect((await post(test, '/undo', { archivedAt })).statusCode).toBe(404)
  })

  it('leaves what came later, and what is unread where only what is read is meant', async () => {
    const test = await setUp()
    const { mention, list, change } = test
    await mention('one')
    await mention('two')
    const known = await list()
    const [two, one] = ids(known) as [string, string]
    await change({ entryIds: [one], read: true })
    await mention('three')
    const upToOffset = known.data[0]?.offset
    expect((await post(test, '', { upToOffset, onlyRead: true })).json()).toMatchObject({ unread: 2 })
    expect(ids(await list('archived'))).toEqual([one])
    expect((await post(test, '', { upToOffset })).json()).toMatchObject({ unread: 1 })
    expect(ids(await list('archived'))).toEqual([two, one])
    const nothing = await post(test, '', { upToOffset })
    expect(nothing.json()).toEqual({ unread: 1, unseen: 1, archivedAt: null })
  })
})

describe('marking all as read', () => {
  it('leaves what came later unread, in the same thread too, and what is archived or snoozed as it is', async () => {
    const test = await setUp()
    const { mention, say, list, change, caller } = test
    const away = await mention('away')
    const slept = await mention('slept')
    const first = await mention('one')
    const known = await list()
    const [, sleptId, awayId] = ids(known) as [string, string, string]
    await change({ entryIds: [awayId], archived: true })
    await change({ entryIds: [sleptId], snoozedUntil: later(test, 3_600_000) })
    const [shown] = known.data
    await say('two', { parentId: first.id })
    const payload = { upToOffset: shown?.offset }
    const readAll = () => caller.inject({ method: 'POST', url: '/api/v1/notifications/read-all', payload })
    expect((await readAll()).json<AllRead>()).toMatchObject({ unread: 1 })
    expect((await list()).data).toMatchObject([{ size: 2, unread: 1, latest: { readAt: null } }])
    expect((await list('archived')).data).toMatchObject([{ unread: 1, key: `thread:${away.threadId}` }])
    expect((await list('snoozed')).data).toMatchObject([{ unread: 1, key: `thread:${slept.threadId}` }])
  })
})
