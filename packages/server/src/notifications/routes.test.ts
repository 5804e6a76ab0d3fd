import {
  arrivalKey,
  type Notification,
  type NotificationList,
  type Person,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { buildNotifications } from '../../test/build-notifications.ts'
import { createTestApp } from '../../test/test-app.ts'
import { notificationRoutes } from './routes.ts'

const unknownId = '01890a5d-ac96-774b-bcce-b302099a8057'
const base = '/api/v1/notifications'

async function setUp(count = 3, offset = 1) {
  const test = await createTestApp({ routes: [notificationRoutes] })
  const { ben } = test.people
  const ids = await buildNotifications(test.services, { personId: ben.id, count, offset })
  const caller = test.as(ben)
  const list = async (query = '') =>
    (await caller.inject({ url: `${base}${query}` })).json<Snapshot<NotificationList>>()
  const counts = async (person: Person = ben) =>
    (await test.as(person).inject({ url: `${base}/counts` })).json()
  const mark = (id: string | undefined, read: boolean, person: Person = ben) =>
    test.as(person).inject({ method: 'PATCH', url: `${base}/${id}`, payload: { read } })
  const post = (path: string, payload?: object) =>
    caller.inject({ method: 'POST', url: `${base}/${path}`, ...(payload ? { payload } : {}) })
  const events = () =>
    test.announced
      .filter(({ channel }) => channel === `person:#${ben.id}`)
      .map(({ publications }) => JSON.parse(publications[0]?.data ?? ''))
  return { ...test, ids, list, counts, mark, post, events }
}

describe('GET /notifications', () => {
  it('lists newest first with counts and position', async () => {
    const { list, ids, people } = await setUp()
    const page = await list()
    expect(page.data.map((one) => one.id)).toEqual(ids.toReversed())
    expect(page).toMatchObject({
      nextCursor: null,
      filter: 'all',
      counts: { unread: 3, unseen: 3 },
      position: { channel: `person:#${people.ben.id}`, offset: 0 },
    })
  })

  it('pages, and narrows to what is unread', async () => {
    const { list, mark, ids } = await setUp(5)
    const first = await list('?limit=2')
    expect(first.nextCursor).toBe(first.data[1] && arrivalKey(first.data[1]))
    const second = await list(`?limit=2&cursor=${first.nextCursor}`)
    expect(second.data.map((one) => one.id)).toEqual([ids[2], ids[1]])
    await mark(ids[2], true)
    const unread = await list('?filter=unread&limit=3')
    expect(unread.data.map((one) => one.id)).toEqual([ids[4], ids[3], ids[1]])
    expect(unread).toMatchObject({
      nextCursor: unread.data[2] && arrivalKey(unread.data[2]),
      filter: 'unread',
      counts: { unread: 4 },
    })
  })

  it('takes the id of a notification for a cursor, as the version before did', async () => {
    const { list, ids } = await setUp(5)
    expect((await list(`?cursor=${ids[3]}`)).data.map((one) => one.id)).toEqual([ids[2], ids[1], ids[0]])
  })

  it('shows nobody anybody else’s', async () => {
    const { as, people, app, counts } = await setUp()
    const others = await as(people.anna).inject({ url: base })
    expect(others.json()).toMatchObject({ data: [], counts: { unread: 0, unseen: 0 } })
    expect(await counts(people.anna)).toEqual({ unread: 0, unseen: 0 })
    expect((await app.inject({ url: base })).json()).toMatchObject({ code: 'not_signed_in' })
    expect((await app.inject({ url: `${base}/counts` })).statusCode).toBe(401)
  })

  it.each(['?filter=mine', '?limit=0', '?cursor=junk'])('refuses %s', async (query) => {
    const { as, people } = await setUp()
    const answer = await as(people.ben).inject({ url: `${base}${query}` })
    expect(answer.json()).toMatchObject({ status: 400, code: 'invalid_request' })
  })
})

describe('PATCH /notifications/{id}', () => {
  it('marks one as read, which is also seen, and as unread again', async () => {
    const { mark, ids, counts, events, advance } = await setUp()
    advance(1000)
    const read = (await mark(ids[1], true)).json<Notification>()
    expect(read).toMatchObject({ id: ids[1], revision: 2 })
    expect(read.readAt).toBe(read.seenAt)
    expect(await counts()).toEqual({ unread: 2, unseen: 2 })
    const unread = (await mark(ids[1], false)).json<Notification>()
    expect(unread).toMatchObject({ readAt: null, seenAt: read.seenAt, revision: 3 })
    expect(events()).toMatchObject([
      { type: 'notification.changed', entries: [{ latest: read }], counts: { unread: 2, unseen: 2 } },
      { type: 'notification.changed', entries: [{ latest: unread }], counts: { unread: 3, unseen: 2 } },
    ])
  })

  it('publishes nothing when it is so already', async () => {
    const { mark, ids, events } = await setUp()
    expect((await mark(ids[0], false)).json()).toMatchObject({ revision: 1 })
    expect(events()).toEqual([])
  })

  it('answers 404 for what is somebody else’s or never was', async () => {
    const { mark, ids, people, counts } = await setUp()
    expect((await mark(ids[0], true, people.anna)).json()).toMatchObject({ status: 404, code: 'not_found' })
    expect((await mark(unknownId, true)).statusCode).toBe(404)
    expect(await counts()).toMatchObject({ unread: 3 })
  })

  it('says what is wrong with a body', async () => {
    const { as, people, ids } = await setUp()
    const request = { method: 'PATCH', url: `${base}/${ids[0]}`, payload: { read: 'yes' } } as const
    expect((await as(people.ben).inject(request)).json()).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: '/read' }],
    })
  })
})

describe('POST /notifications/read-all/undo', () => {
  it('makes unread again what was marked together, and nothing else', async () => {
    const { post, mark, ids, list, advance, events } = await setUp()
    await mark(ids[0], true)
    advance(1)
    const { readAt } = (await post('read-all')).json()
    advance(9 * 60_000)
    expect((await post('read-all/undo', { readAt })).json()).toEqual({ unread: 2, unseen: 0 })
    expect((await list('?filter=unread')).data.map((one) => one.id)).toEqual([ids[2], ids[1]])
    expect(events().at(-1)).toMatchObject({
      type: 'notification.all_unread',
      readAt,
      counts: { unread: 2, unseen: 0 },
    })
  })

  it('refuses after ten minutes', async () => {
    const { post, advance } = await setUp()
    const { readAt } = (await post('read-all')).json()
    advance(10 * 60_000 + 1)
    expect((await post('read-all/undo', { readAt })).json()).toMatchObject({ code: 'not_found' })
  })
})

describe('POST /notifications/read-all', () => {
  it('reads everything there is now', async () => {
    const { post, ids, list, events } = await setUp()
    const answer = await post('read-all')
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ unread: 0, unseen: 0, readAt: (await list()).data[0]?.readAt })
    expect((await list()).data.every((one) => one.readAt !== null && one.seenAt !== null)).toBe(true)
    expect(events()).toMatchObject([
      { type: 'notification.all_read', upToId: ids[2], counts: { unread: 0, unseen: 0 } },
    ])
  })

  it('stops at the one that is named: newer ones stay unread', async () => {
    const { post, ids, list } = await setUp()
    const answer = await post('read-all', { upToId: ids[1] })
    expect(answer.json()).toEqual({ unread: 1, unseen: 1, readAt: expect.any(String) })
    expect((await list('?filter=unread')).data.map((one) => one.id)).toEqual([ids[2]])
  })

  it.each([
    ['by offset', 4, (offset: number) => ({ upToOffset: offset })],
    ['by offset, of those from before offsets were kept', 0, () => ({ upToOffset: 0 })],
  ])('stops at the last one that is named %s', async (_, offset, upTo) => {
    const { post, list, events } = await setUp(3, offset)
    await post('read-all', upTo(offset + 1))
    const unread = (await list('?filter=unread')).data.map((one) => one.offset)
    expect(unread).toEqual(offset === 0 ? [] : [offset + 2])
    expect(events()).toMatchObject([{ upToOffset: offset === 0 ? 0 : offset + 1 }])
  })

  it('goes by arrival, whatever the ids of other nodes say', async () => {
    const { post, ids, list, storage } = await setUp()
    // The clock of the node that wrote the last one was behind.
    const early = '01000000-0000-7000-8000-000000000000'
    await storage.write((tx) =>
      tx
        .updateTable('notifications')
        .set({ id: early })
        .where('id', '=', ids[2] ?? '')
        .execute(),
    )
    expect((await list()).data.map((one) => one.id)).toEqual([early, ids[1], ids[0]])
    const page = await list('?limit=1')
    const next = await list(`?limit=1&cursor=${page.nextCursor}`)
    expect(next.data.map((one) => one.id)).toEqual([ids[1]])
    await post('read-all', { upToId: ids[1] })
    expect((await list('?filter=unread')).data.map((one) => one.id)).toEqual([early])
    await post('read-all', { upToOffset: 3 })
    expect((await list('?filter=unread')).data).toEqual([])
  })

  it('publishes nothing when there is nothing to read', async () => {
    const { post, events } = await setUp(0)
    expect((await post('read-all', {})).json()).toEqual({ unread: 0, unseen: 0, readAt: null })
    expect(events()).toEqual([])
  })

  it('leaves other people’s alone', async () => {
    const { post, services, people, counts } = await setUp()
    await buildNotifications(services, { personId: people.anna.id, count: 2 })
    await post('read-all')
    expect(await counts(people.anna)).toEqual({ unread: 2, unseen: 2 })
  })
})

describe('POST /notifications/seen', () => {
  it('sees without reading', async () => {
    const { post, counts, events, ids } = await setUp()
    expect((await post('seen')).json()).toEqual({ unread: 3, unseen: 0 })
    expect(await counts()).toEqual({ unread: 3, unseen: 0 })
    await post('seen')
    expect(events()).toMatchObject([{ type: 'notification.all_seen', upToId: ids[2] }])
  })
})
