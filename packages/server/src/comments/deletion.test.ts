import {
  applyComments,
  type Comment,
  type CommentHistory,
  type CommentsState,
  channels,
  type Id,
  type InboxState,
  type Notification,
  type Page,
  type Person,
  type ProjectEvent,
  restorableForMs,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { expectTrueCounts } from '../../test/comment-counts.ts'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { notificationRoutes } from '../notifications/routes.ts'
import { purgeProjectComments } from './purge.ts'

async function setUp() {
  const test = await createDeskTest([notificationRoutes])
  const { as, people, desk, send, storage } = test
  const project = await desk.project()
  const url = `/projects/${project.id}/comments`
  const body = `A zebra, @[Cleo](person:${people.cleo.id})`
  const comment = (await send('POST', url, { body })).json<Comment>()
  const ask = (person: Person, method: 'GET' | 'POST' | 'DELETE', path: string, id: Id = comment.id) =>
    as(person).inject({ method, url: `/api/v1/comments/${id}${path}` })
  const edit = (words: string) =>
    as(people.ben).inject({
      method: 'PATCH',
      url: `/api/v1/comments/${comment.id}`,
      payload: { body: words },
      headers: { 'if-match': '*' },
    })
  const list = async () => (await send('GET', url)).json<Snapshot<CommentsState>>()
  const history = async (person: Person) => (await ask(person, 'GET', '/history')).json<CommentHistory>()
  const inbox = async (person: Person) =>
    (await as(person).inject({ url: '/api/v1/notifications' })).json<InboxState>()
  const events = async (after = 0) =>
    (await eventsAfter(storage, channels.project(project.id), after)).map(
      ({ event }) => event as ProjectEvent,
    )
  const kept = () =>
    storage.read(async (tx) =>
      JSON.stringify([
        await tx.selectFrom('publications').select('data').execute(),
        await tx.selectFrom('notifications').select('excerpt').execute(),
        await tx.selectFrom('comments').select(['body', 'passage']).execute(),
        await tx.selectFrom('earlier_words').selectAll().execute(),
      ]),
    )
  return { ...test, people, project, comment, body, ask, edit, list, history, inbox, events, kept }
}

describe('a deleted comment', () => {
  it('comes back as it was within ten minutes, also for those who follow', async () => {
    const { ask, people, comment, body, list, events, advance, storage, runJobs } = await setUp()
    await runJobs()
    const { position, ...early } = await list()
    await ask(people.ben, 'DELETE', '')
    await runJobs()
    advance(restorableForMs - 5_000)
    const back = await ask(people.ben, 'POST', '/restore')
    expect([back.statusCode, back.headers.etag]).toEqual([200, '"3"'])
    expect(back.json()).toEqual({ ...comment, revision: 3 })
    expect((await ask(people.ben, 'POST', '/restore')).json()).toMatchObject({ revision: 3, body })
    await runJobs()
    const { position: _, ...fresh } = await list()
    expect((await events(position.offset)).reduce(applyComments, early)).toEqual(fresh)
    expect(fresh).toMatchObject({ total: 1, data: [{ body, editedAt: null, deletedAt: null }] })
    await expectTrueCounts(storage)
  })

  it('is quoted nowhere until it is back, and then where it was, with its publication of the deletion still bare', async () => {
    const { ask, people, inbox, kept, runJobs, events } = await setUp()
    await runJobs()
    const excerpt = async () => (await inbox(people.cleo)).data.map((row) => JSON.stringify(row)).join()
    expect(await excerpt()).toContain('A zebra')
    await ask(people.ben, 'DELETE', '')
    await runJobs()
    expect(await excerpt()).not.toContain('zebra')
    expect(JSON.stringify(await events())).not.toContain('zebra')
    const before = (await inbox(people.cleo)).counts
    await ask(people.ben, 'POST', '/restore')
    await runJobs()
    expect(await excerpt()).toContain('A zebra')
    expect((await inbox(people.cleo)).counts).toEqual(before)
    const deleted = (await events()).filter(({ type }) => type === 'comment.deleted')
    expect(JSON.stringify(deleted)).not.toContain('zebra')
    expect(await kept()).toContain('zebra')
  })

  it('is gone after ten minutes, with all that it said before', async () => {
    const { ask, people, edit, kept, advance, runJobs } = await setUp()
    await edit('No zebra any more')
    await ask(people.ben, 'DELETE', '')
    advance(restorableForMs)
    expect((await ask(people.ben, 'POST', '/restore')).json()).toMatchObject({ status: 410, code: 'gone' })
    await runJobs()
    expect(await kept()).not.toContain('zebra')
    expect((await ask(people.ben, 'POST', '/restore')).json()).toMatchObject({ code: 'gone' })
  })

  it('deleted again has ten minutes again', async () => {
    const { ask, people, advance, runJobs } = await setUp()
    await ask(people.ben, 'DELETE', '')
    advance(restorableForMs - 60_000)
    await ask(people.ben, 'POST', '/restore')
    await ask(people.ben, 'DELETE', '')
    advance(120_000)
    await runJobs()
    expect((await ask(people.ben, 'POST', '/restore')).statusCode).toBe(200)
  })

  it('is brought back by whoever deleted it or may moderate, and not by an author whom an administrator moderated', async () => {
    const { ask, people } = await setUp()
    await ask(people.anna, 'DELETE', '')
    for (const person of [people.ben, people.cleo, people.dora]) {
      expect((await ask(person, 'POST', '/restore')).json()).toMatchObject({ code: 'forbidden' })
    }
    expect((await ask(people.anna, 'POST', '/restore')).statusCode).toBe(200)
    await ask(people.ben, 'DELETE', '')
    expect((await ask(people.anna, 'POST', '/restore')).statusCode).toBe(200)
  })

  it('stays deleted in an archived project, and where a revision was meant that has passed', async () => {
    const { ask, people, send, project, as, comment } = await setUp()
    await ask(people.ben, 'DELETE', '')
    const stale = await as(people.ben).inject({
      method: 'POST',
      url: `/api/v1/comments/${comment.id}/restore`,
      headers: { 'if-match': '"1"' },
    })
    expect(stale.json()).toMatchObject({ code: 'revision_mismatch' })
    await send('POST', `/projects/${project.id}/archive`)
    expect((await ask(people.ben, 'POST', '/restore')).json()).toMatchObject({ code: 'project_archived' })
  })
})

describe('what a comment said before', () => {
  it('is read newest first by everybody who reads it, each with the time of its writing', async () => {
    const { edit, history, people, body, comment, advance } = await setUp()
    expect(await history(people.dora)).toEqual({ data: [], nextCursor: null })
    advance(60_000)
    const second = (await edit('Second')).json<Comment>()
    await edit('Third')
    expect(await history(people.dora)).toMatchObject({
      data: [
        { revision: 2, body: 'Second', writtenAt: second.editedAt },
        { revision: 1, body, writtenAt: comment.createdAt },
      ],
      nextCursor: null,
    })
  })

  it('keeps the newest fifty', async () => {
    const { edit, history, people } = await setUp()
    for (let n = 0; n < 53; n += 1) await edit(`Words ${n}`)
    const { data } = await history(people.ben)
    expect([data.length, data[0]?.body, data.at(-1)?.body]).toEqual([50, 'Words 51', 'Words 2'])
  })

  it('is taken out by its author or a moderator for good, and every window learns it', async () => {
    const { edit, history, ask, people, events, kept, runJobs } = await setUp()
    await edit('Second')
    await edit('Third')
    const before = (await events()).length
    const [second, first] = (await history(people.ben)).data
    for (const person of [people.cleo, people.emil]) {
      expect((await ask(person, 'DELETE', `/history/${first?.id}`)).json()).toMatchObject({
        code: 'forbidden',
      })
    }
    expect((await ask(people.ben, 'DELETE', `/history/${unknownId}`)).json()).toMatchObject({
      code: 'not_found',
    })
    expect((await ask(people.ben, 'DELETE', `/history/${first?.id}`)).json()).toMatchObject({
      revision: 4,
      body: 'Third',
    })
    expect((await history(people.ben)).data).toMatchObject([{ revision: 2, body: 'Second' }])
    expect((await events()).slice(before)).toMatchObject([{ type: 'comment.changed' }])
    expect((await ask(people.anna, 'DELETE', `/history/${second?.id}`)).statusCode).toBe(200)
    await runJobs()
    expect(await kept()).not.toContain('Second')
  })

  it('is not read of a deleted comment, and is there again when that comes back', async () => {
    const { edit, history, ask, people, body } = await setUp()
    await edit('Second')
    await ask(people.ben, 'DELETE', '')
    expect((await ask(people.anna, 'GET', '/history')).json()).toMatchObject({ code: 'gone' })
    await ask(people.ben, 'POST', '/restore')
    expect((await history(people.ben)).data).toMatchObject([{ revision: 1, body }])
  })
})

describe('a comment that was deleted before anybody was told of it', () => {
  it('is told of once it is back, to everybody whom it concerns and once', async () => {
    const { as, ask, people, edit, runJobs, body, advance, comment } = await setUp()
    const rows = async (person: Person) =>
      (await as(person).inject({ url: '/api/v1/notifications' })).json<Page<Notification>>().data
    const told = async (person: Person) => (await rows(person)).map(({ reason }) => reason)
    await edit(`${body} and @[Dora](person:${people.dora.id})`)
    await ask(people.ben, 'DELETE', '')
    await runJobs()
    expect([await told(people.cleo), await told(people.dora)]).toEqual([[], []])
    advance(60_000)
    await ask(people.anna, 'POST', '/restore')
    await ask(people.ben, 'POST', '/restore')
    await runJobs()
    expect([await told(people.cleo), await told(people.dora)]).toEqual([['mention'], ['mention']])
    expect(await rows(people.cleo)).toMatchObject([{ actor: comment.author, commentId: comment.id }])
    await ask(people.ben, 'DELETE', '')
    await ask(people.ben, 'POST', '/restore')
    await runJobs()
    expect([await told(people.cleo), await told(people.dora)]).toEqual([['mention'], ['mention']])
  })

  it('is told of to nobody when it stays deleted, and nothing waits for it any more', async () => {
    const { ask, people, inbox, runJobs, advance, outbox } = await setUp()
    await ask(people.ben, 'DELETE', '')
    await runJobs()
    advance(restorableForMs)
    await runJobs()
    expect((await inbox(people.cleo)).data).toEqual([])
    expect((await outbox()).filter(({ topic }) => topic === 'notify')).toEqual([])
  })
})

describe('an answer that is remembered', () => {
  it('shows a comment as it is to whoever still reads it, and nothing of it to others', async () => {
    const { as, people, project, edit, ask, storage } = await setUp()
    const react = async (person: Person, id: Id) => {
      const answer = await as(person).inject({
        method: 'PATCH',
        url: `/api/v1/comments/${id}/reactions`,
        payload: { emoji: '👍', reacted: true },
        headers: { 'idempotency-key': 'once' },
      })
      return [answer.statusCode, answer.headers['idempotency-replayed'], answer.json()]
    }
    const comment = (await edit('For everybody')).json<Comment>()
    expect(await react(people.cleo, comment.id)).toMatchObject([200, undefined, { body: 'For everybody' }])
    await edit('For us')
    expect(await react(people.cleo, comment.id)).toMatchObject([200, 'true', { body: 'For us' }])
    await storage.write((tx) =>
      tx.updateTable('projects').set({ visibility: 'private' }).where('id', '=', project.id).execute(),
    )
    expect(await react(people.cleo, comment.id)).toMatchObject([404, undefined, { code: 'not_found' }])
    await storage.write((tx) =>
      tx.updateTable('projects').set({ visibility: 'public' }).where('id', '=', project.id).execute(),
    )
    await ask(people.ben, 'DELETE', '')
    expect(await react(people.cleo, comment.id)).toMatchObject([200, 'true', { body: '' }])
    await storage.write((tx) => purgeProjectComments(tx, project.id))
    expect(await react(people.cleo, comment.id)).toMatchObject([404, undefined, { code: 'not_found' }])
  })
})
