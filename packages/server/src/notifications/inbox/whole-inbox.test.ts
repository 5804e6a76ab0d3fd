/** What is done to all of an inbox that holds more than one part of it, with others who write in between. */
import {
  type AllRead,
  type ArchivedAll,
  type ChangeEntry,
  channels,
  type InboxCounts,
  type InboxFilter,
  type Project,
} from '@copydesk/contract'
import { expect, it } from 'vitest'
import { buildNotifications } from '../../../test/build-notifications.ts'
import { follow, openScreen, type Screen } from '../../../test/inbox-screens.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { createTestApp } from '../../../test/test-app.ts'
import { memberRoutes } from '../../projects/members/routes.ts'
import { projectRoutes } from '../../projects/project/routes.ts'
import { mendInboxCounts } from '../mend-counts.ts'
import { notificationRoutes } from '../routes.ts'
import { archiveAll } from './archive-all.ts'
import { lookedThrough, readInbox } from './queries.ts'
import { inboxRoutes } from './routes.ts'
import { partSize } from './take-part.ts'

const size = 2 * partSize + 500

async function setUp() {
  const routes = [inboxRoutes, notificationRoutes, projectRoutes, memberRoutes]
  const { storage, services, people, as, runJobs, advance } = await createTestApp({ routes })
  const { ben } = people
  const channel = channels.person(ben.id)
  const head = { name: channel, epoch: 'e', head: size, floor: size, changed_at: 0, bytes: 0 }
  await storage.write((tx) => tx.insertInto('channels').values(head).execute())
  const send = async <Answer>(method: 'POST' | 'PATCH', path: string, payload: object, key?: string) => {
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    const answer = await as(ben).inject({ method, url: `/api/v1/${path}`, payload, headers })
    expect(answer.statusCode, answer.body).toBe(200)
    return answer.json<Answer>()
  }
  const desk = {
    storage,
    inboxOf: (_: unknown, window: Partial<Parameters<typeof readInbox>[1]> = {}) =>
      storage.read((tx) =>
        readInbox(tx, { personId: ben.id, filter: 'all', q: '', cursor: undefined, limit: 200, ...window }),
      ),
  } as Parameters<typeof follow>[0]
  return {
    ...{ storage, services, people, as, runJobs, advance, send, desk },
    fill: (projectId?: string) =>
      buildNotifications(services, {
        personId: ben.id,
        count: size,
        offset: 1,
        ...(projectId && { projectId }),
      }),
    screen: (filter: InboxFilter, limit = 200) => openScreen(desk, { person: ben, filter, limit }),
    counts: async () => (await desk.inboxOf(ben)).counts,
    /** Of each event since, what it says of the counts, and whether it tells of a command. */
    told: async () => {
      const events = await eventsAfter(storage, channel, size)
      return events.map(({ event }) => ({
        type: event.type,
        unread: (event as unknown as { counts: InboxCounts }).counts.unread,
        commandId: event.commandId,
      }))
    },
    expectTrue: async (...screens: readonly Screen[]) => {
      expect(await mendInboxCounts(services)).toBe(0)
      for (const screen of screens) expect(await follow(desk, screen)).toBeDefined()
    },
  }
}

it('marks all as read in parts, and leaves what comes or is changed meanwhile as it is then', async () => {
  const { fill, screen, send, desk, people, told, counts, expectTrue } = await setUp()
  await fill()
  const screens = [await screen('all'), await screen('all', 20), await screen('unread')]
  const [newest] = (await desk.inboxOf(people.ben)).data
  const [{ readAt }] = await Promise.all([
    send<AllRead>('POST', 'notifications/read-all', {}, 'a-key'),
    // After the first part, what that one read is unread again, and stays so.
    send('PATCH', 'inbox', { entryIds: [newest?.id], read: false }),
    send<AllRead>('POST', 'notifications/read-all', {}, 'a-key'),
  ])
  expect(readAt).not.toBeNull()
  expect((await counts()).unread).toBeLessThanOrEqual(1)
  await expectTrue(...screens)
  const all = (await told()).filter(({ type }) => type === 'notification.all_read')
  expect(all.at(-1)?.commandId).toBe('a-key')
  expect(all[0]?.commandId).toBeUndefined()
})

it('marks all as seen, archives all and takes that back in parts', async () => {
  const { fill, screen, send, told, counts, expectTrue } = await setUp()
  await fill()
  const seen = [await screen('all'), await screen('unread')]
  expect(await send('POST', 'notifications/seen', {})).toEqual({ unread: size, unseen: 0 })
  await expectTrue(...seen)

  const before = [await screen('all'), await screen('unread')]
  const { archivedAt } = await send<ArchivedAll>('POST', 'inbox/archive-all', {}, 'archive')
  const archived = [size - partSize, size - 2 * partSize, 0]
  expect((await told()).slice(3)).toEqual(
    archived.map((unread, index) => ({
      ...{ type: 'notification.all_archived', unread },
      commandId: index === 2 ? 'archive' : undefined,
    })),
  )
  await expectTrue(...before)

  const putAway = await screen('archived')
  const back = await send('POST', 'inbox/archive-all/undo', { archivedAt })
  expect(back).toEqual({ unread: size, unseen: 0 })
  expect(await counts()).toEqual(back)
  await expectTrue(putAway)
})

it('makes all unread again in parts, but for what was touched since', async () => {
  const { fill, screen, send, desk, people, told, counts, expectTrue, advance } = await setUp()
  await fill()
  const [alone, archived, snoozed, again] = (await desk.inboxOf(people.ben)).data.map(({ id }) => id)
  const change = (entryId: string | undefined, to: ChangeEntry) => {
    advance(1000)
    return send('PATCH', 'inbox', { entryIds: [entryId], ...to })
  }
  await change(alone, { read: true })
  advance(1000)
  const { readAt } = await send<AllRead>('POST', 'notifications/read-all', {})
  await change(archived, { archived: true })
  await change(snoozed, { snoozedUntil: '2100-01-01T00:00:00.000Z' })
  await change(again, { read: false })
  await change(again, { read: true })
  const putAway = await screen('archived')
  const before = (await told()).length
  const back = await send('POST', 'notifications/read-all/undo', { readAt }, 'undo')
  expect(back).toEqual({ unread: size - 4, unseen: 0 })
  expect(await counts()).toEqual(back)
  expect((await told()).slice(before)).toEqual(
    [partSize - 2, 2 * partSize - 2, size - 4].map((unread, index) => ({
      ...{ type: 'notification.all_unread', unread },
      commandId: index === 2 ? 'undo' : undefined,
    })),
  )
  await expectTrue(putAway)
  const read = (await desk.inboxOf(people.ben, { limit: 5 })).data.filter(({ unread }) => unread === 0)
  expect(read.map(({ id }) => id)).toEqual([alone, again])
})

it('goes on where it was interrupted, when the command is sent again', async () => {
  const { fill, services, people, send, counts, expectTrue } = await setUp()
  await fill()
  const killed = services.runner.run(
    { actor: { id: people.ben.id, kind: 'person' }, commandId: 'archive' },
    async (context) => ({
      ...(await archiveAll(people.ben.id, {})(context)),
      next: () => Promise.reject(new Error('killed')),
    }),
  )
  await expect(killed).rejects.toThrow('killed')
  expect(await counts()).toMatchObject({ unread: size - partSize })
  const answer = await send<ArchivedAll>('POST', 'inbox/archive-all', {}, 'archive')
  expect(answer).toMatchObject({ unread: 0, unseen: 0 })
  await expectTrue()
  await fill()
  expect(await send<ArchivedAll>('POST', 'inbox/archive-all', {}, 'archive')).toEqual(answer)
  expect(await counts()).toMatchObject({ unread: size })
})

it('takes what somebody sees no more out of their inbox in parts, and gives it back', async () => {
  const { fill, people, as, runJobs, counts, expectTrue, screen } = await setUp()
  const { anna, ben } = people
  const call = async (method: 'POST' | 'DELETE', path: string, payload: object = {}) => {
    const answer = await as(anna).inject({ method, url: `/api/v1/projects${path}`, payload })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer
  }
  const made = await call('POST', '', { name: 'Zebra', visibility: 'private' })
  const { id } = made.json<Project>()
  const member = { id: ben.id, kind: 'person', role: 'editor' }
  await call('POST', `/${id}/members`, member)
  await runJobs()
  await fill(id)
  expect(await counts()).toEqual({ unread: size, unseen: size })
  await call('DELETE', `/${id}/members/${ben.id}`)
  expect(await counts()).toEqual({ unread: 0, unseen: 0 })
  await runJobs()
  await expectTrue(await screen('all'))
  expect(await counts()).toEqual({ unread: 0, unseen: 0 })
  await call('POST', `/${id}/members`, member)
  expect(await counts()).toEqual({ unread: size, unseen: size })
  await runJobs()
  await expectTrue(await screen('all'))
  expect(await counts()).toEqual({ unread: size, unseen: size })
})

it('looks through so many for words at a time, and goes on from there, until all were looked through', async () => {
  const { desk, services, people, counts } = await setUp()
  const { id: personId } = people.ben
  const all = 2 * lookedThrough + 10
  await buildNotifications(services, { personId, count: all, offset: 1 })
  const search = async (q: string) => {
    const pages: number[] = []
    for (let cursor: string | undefined; pages.length < 9; ) {
      const { data, nextCursor } = await desk.inboxOf(people.ben, { q, cursor, limit: 50 })
      pages.push(data.length)
      if (nextCursor === null) return pages
      cursor = nextCursor
    }
    return pages
  }
  expect(await search('Nowhere')).toEqual([0, 0, 0])
  expect(await search('COMMENT 10009')).toEqual([1, 0, 0])
  expect(await search('comment 9')).toEqual([50, 50, 50, 50, 50, 50, 50, 50, 50])
  expect(await counts()).toMatchObject({ unread: all })
})
