/** Words that were edited out or deleted are nowhere any more: not in inboxes, answers, or what is kept to catch up. */
import { type Comment, type NotificationList, restorableForMs } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { commentRoutes } from '../src/comments/routes.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { call, createDesk } from './desk.ts'
import { createTestApp } from './test-app.ts'

const secret = 'the door code is 4711'

async function setUp() {
  const test = await createTestApp({ routes: [projectRoutes, commentRoutes, notificationRoutes] })
  const [ben, cleo] = [test.as(test.people.ben), test.as(test.people.cleo)]
  const project = await createDesk(ben).project()
  const mention = `@[Cleo](person:${test.people.cleo.id})`
  const request = {
    method: 'POST' as const,
    url: `/api/v1/projects/${project.id}/comments`,
    payload: { body: `${mention} ${secret}` },
    headers: { 'idempotency-key': 'k' },
  }
  const comment = await call<Comment>(ben, request)
  await test.runJobs()
  const edit = (body: string, key = 'e', { revision } = comment) =>
    call<Comment>(ben, {
      method: 'PATCH',
      url: `/api/v1/comments/${comment.id}`,
      payload: { body },
      headers: { 'if-match': `"${revision}"`, 'idempotency-key': key },
    })
  const remove = () => call(ben, { method: 'DELETE', url: `/api/v1/comments/${comment.id}` })
  const inbox = () => call<NotificationList>(cleo, { method: 'GET', url: '/api/v1/notifications' })
  const kept = () =>
    test.storage.read(async (tx) => ({
      publications: await tx
        .selectFrom('publications')
        .selectAll()
        .orderBy('channel')
        .orderBy('offset')
        .execute(),
      channels: await tx.selectFrom('channels').selectAll().execute(),
      answers: await tx.selectFrom('idempotency_keys').selectAll().execute(),
      notifications: await tx.selectFrom('notifications').selectAll().execute(),
    }))
  return { ...test, ben, request, comment, mention, edit, remove, inbox, kept }
}

describe('words that were', () => {
  it.each(['edited', 'deleted'])('%s are kept nowhere, and nobody misses an offset', async (how) => {
    const { mention, edit, remove, kept, runJobs } = await setUp()
    const before = await kept()
    expect(JSON.stringify(before)).toContain(secret)
    if (how === 'edited') await edit(`${mention} (removed)`)
    else await remove()
    await runJobs()
    const after = await kept()
    expect(JSON.stringify(after)).not.toContain(secret)
    const places = (rows: typeof before) =>
      rows.publications.map(({ channel, offset }) => `${channel} ${offset}`)
    expect(places(after)).toEqual(expect.arrayContaining(places(before)))
    for (const { name, bytes } of after.channels) {
      const own = after.publications.filter(({ channel }) => channel === name)
      expect(bytes).toBe(own.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0))
    }
  })

  it('edited are replaced in the inbox, live', async () => {
    const { people, mention, edit, inbox, runJobs, announced } = await setUp()
    await edit(`${mention} (removed)`)
    await runJobs()
    expect((await inbox()).data).toMatchObject([{ excerpt: '@Cleo (removed)', readAt: null, revision: 2 }])
    const last = announced.findLast(({ channel }) => channel === `person:#${people.cleo.id}`)
    expect(last?.publications[0]?.data).toContain('@Cleo (removed)')
  })

  it('a mention leave nothing unread when it is edited out', async () => {
    const { edit, inbox, runJobs } = await setUp()
    await edit('never mind')
    await runJobs()
    const { data, counts } = await inbox()
    expect(data).toMatchObject([{ excerpt: 'never mind', readAt: expect.any(String) }])
    expect(counts).toEqual({ unread: 0, unseen: 0 })
  })

  it('deleted leave nothing unread once they cannot come back', async () => {
    const { remove, inbox, runJobs, advance } = await setUp()
    await remove()
    await runJobs()
    expect((await inbox()).counts).toEqual({ unread: 1, unseen: 1 })
    advance(restorableForMs)
    await runJobs()
    const { data, counts } = await inbox()
    expect(data).toMatchObject([{ excerpt: '', readAt: expect.any(String) }])
    expect(counts).toEqual({ unread: 0, unseen: 0 })
  })

  it('remembered with an answer are those of now when it is asked for again', async () => {
    const { ben, request, mention, edit, remove } = await setUp()
    const edited = await edit(`${mention} (removed)`)
    expect(await call<Comment>(ben, request)).toEqual(edited)
    await remove()
    expect(await call<Comment>(ben, request)).toMatchObject({ body: '', deletedAt: expect.any(String) })
  })
})
