import {
  type Activity,
  applyComments,
  type Comment,
  type CommentsState,
  channels,
  type Notification,
  type Person,
  type ProjectEvent,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { preferenceRoutes } from '../notifications/preferences/routes.ts'
import { notificationRoutes } from '../notifications/routes.ts'

async function setUp() {
  const test = await createDeskTest([notificationRoutes, preferenceRoutes])
  const { as, people, desk, send, storage } = test
  const project = await desk.project()
  const comments = `/projects/${project.id}/comments`
  const say = async (body: string, parentId?: string) =>
    (await send('POST', comments, { body, ...(parentId && { parentId }) })).json<Comment>()
  const opening = await say('Is this right?')
  const answer = await say('It is.', opening.id)
  const set = (person: Person, what: 'resolve' | 'reopen', id = opening.id, headers = {}) =>
    as(person).inject({ method: 'POST', url: `/api/v1/threads/${id}/${what}`, headers })
  const list = () => test.get<Snapshot<CommentsState>>(comments)
  const openingNow = async () => (await list()).data.find(({ id }) => id === opening.id)
  const events = async (after = 0) =>
    (await eventsAfter(storage, channels.project(project.id), after)).map(
      ({ event }) => event as ProjectEvent,
    )
  return { ...test, people, project, comments, say, opening, answer, set, list, openingNow, events }
}

const actor = ({ id }: Person) => ({ id, kind: 'person' })

describe('a thread', () => {
  it('is resolved by the first who says so, which leaves its words as they are', async () => {
    const { set, people, opening, events, advance, services } = await setUp()
    const before = (await events()).length
    const at = new Date(services.now()).toISOString()
    const first = await set(people.cleo, 'resolve')
    expect(first.statusCode).toBe(200)
    expect(first.headers.etag).toBe('"1"')
    const resolved = { by: actor(people.cleo), at }
    expect(first.json()).toEqual({ ...opening, resolved, resolutionRevision: 1 })
    advance(60_000)
    const second = await set(people.ben, 'resolve')
    expect(second.json()).toEqual(first.json())
    const told = (await events()).slice(before)
    expect(told).toMatchObject([
      { type: 'thread.resolved', actor: actor(people.cleo), threadId: opening.id, resolved },
    ])
    expect(JSON.stringify(told)).not.toContain('right')
  })

  it('is resolved once where several say so at the same time', async () => {
    const { set, people, events } = await setUp()
    const before = (await events()).length
    const answers = await Promise.all(
      [people.anna, people.ben, people.cleo].map((one) => set(one, 'resolve')),
    )
    const said = answers.map((one) => JSON.stringify(one.json<Comment>().resolved))
    expect(new Set(said).size).toBe(1)
    expect((await events()).slice(before)).toHaveLength(1)
  })

  it('is opened again by whoever says so, and by an answer', async () => {
    const { set, people, say, answer, openingNow, events } = await setUp()
    await set(people.ben, 'resolve')
    expect((await set(people.cleo, 'reopen')).json()).toMatchObject({ resolved: null, resolutionRevision: 2 })
    const before = (await events()).length
    expect((await set(people.cleo, 'reopen')).json()).toMatchObject({ resolved: null, resolutionRevision: 2 })
    expect(await events()).toHaveLength(before)
    await set(people.ben, 'resolve')
    await say('But look here', answer.id)
    expect(await openingNow()).toMatchObject({ resolved: null, resolutionRevision: 4, revision: 1 })
    expect((await events()).at(-1)).toMatchObject({ type: 'comment.created', reopened: 4 })
    await say('Another')
    expect((await events()).at(-1)).not.toHaveProperty('reopened')
  })

  it('stays resolved whatever becomes of its comments', async () => {
    const { set, people, send, opening, answer, openingNow, advance, runJobs } = await setUp()
    await set(people.ben, 'resolve')
    await send('PATCH', `/comments/${answer.id}`, { body: 'Not quite' }, { 'if-match': '*' })
    await send('DELETE', `/comments/${opening.id}`)
    expect(await openingNow()).toMatchObject({ body: '', resolved: { by: actor(people.ben) } })
    expect((await set(people.cleo, 'reopen')).json()).toMatchObject({ body: '', resolved: null })
    await set(people.cleo, 'resolve')
    await send('POST', `/comments/${opening.id}/restore`)
    expect(await openingNow()).toMatchObject({ body: 'Is this right?', resolved: { by: actor(people.cleo) } })
    await send('DELETE', `/comments/${opening.id}`)
    advance(11 * 60_000)
    await runJobs()
    expect((await send('POST', `/comments/${opening.id}/restore`)).statusCode).toBe(410)
    expect((await set(people.ben, 'reopen')).statusCode).toBe(200)
  })

  it('of a client that follows is as for one that comes fresh', async () => {
    const { set, people, list, say, opening, events } = await setUp()
    const { position, ...early } = await list()
    await set(people.cleo, 'resolve')
    await say('No', opening.id)
    await set(people.ben, 'resolve')
    await set(people.anna, 'reopen')
    await set(people.anna, 'resolve')
    const { position: _, ...fresh } = await list()
    expect((await events(position.offset)).reduce(applyComments, early)).toEqual(fresh)
  })

  it('is counted as open or resolved, where it is and in all of its project, also as a trace', async () => {
    const { set, people, send, say, opening, project, desk, list, get, comments, events } = await setUp()
    const { content } = await desk.content({ title: 'Lamps' })
    const [item] = await desk.add(project.id, { contentId: content.id })
    const ofItem = `${comments}?itemId=${item?.id}`
    const about = (await send('POST', comments, { body: 'Lit?', itemId: item?.id })).json<Comment>()
    await say('And this?')
    expect((await list()).threads).toEqual({ open: 3, resolved: 0 })
    await set(people.cleo, 'resolve', about.id)
    await set(people.cleo, 'resolve')
    expect((await events()).at(-1)).toMatchObject({
      threads: { project: { open: 1, resolved: 2 }, item: null },
    })
    await send('DELETE', `/comments/${opening.id}`)
    expect((await list()).threads).toEqual({ open: 1, resolved: 2 })
    expect((await get<CommentsState>(`${comments}?limit=1`)).threads).toEqual({ open: 1, resolved: 2 })
    expect((await get<CommentsState>(ofItem)).threads).toEqual({ open: 0, resolved: 1 })
    await say('Yes, but', about.id)
    expect((await events()).at(-1)).toMatchObject({
      threads: { project: { open: 2, resolved: 1 }, item: { open: 1, resolved: 0 }, text: null },
    })
    await say('No counts with this', about.id)
    expect((await events()).at(-1)).not.toHaveProperty('threads')
  })

  it('is for those who may comment, while its project is there', async () => {
    const { set, people, project, send, answer, as } = await setUp()
    expect(refusal(await set(people.dora, 'resolve'))).toEqual([403, 'forbidden'])
    expect(refusal(await set(people.ben, 'resolve', answer.id))).toEqual([404, 'not_found'])
    const stale = await set(people.ben, 'resolve', undefined, { 'if-match': '"7"' })
    expect(refusal(stale)).toEqual([412, 'revision_mismatch'])
    expect((await set(people.ben, 'resolve', undefined, { 'if-match': '"1"' })).statusCode).toBe(200)
    await as(people.anna).inject({ method: 'POST', url: `/api/v1/projects/${project.id}/archive` })
    expect(refusal(await set(people.ben, 'reopen'))).toEqual([409, 'project_archived'])
    await send('DELETE', `/projects/${project.id}`)
    expect(refusal(await set(people.ben, 'reopen'))).toEqual([410, 'gone'])
  })

  it('leaves what was done in the activity of the project', async () => {
    const { set, people, get, project, opening } = await setUp()
    await set(people.cleo, 'resolve')
    await set(people.cleo, 'resolve')
    await set(people.ben, 'reopen')
    const { data } = await get<{ data: Activity[] }>(`/projects/${project.id}/activity?group=comments`)
    expect(data.slice(0, 2)).toMatchObject([
      { kind: 'thread.reopened', actor: actor(people.ben), facts: { commentId: opening.id } },
      { kind: 'thread.resolved', actor: actor(people.cleo) },
    ])
  })

  it('is told to those who have to do with it, once, and while it stays resolved', async () => {
    const { set, people, send, say, opening, as, runJobs } = await setUp()
    await say(`And @[Anna](person:${people.anna.id})?`, opening.id)
    await runJobs()
    const resolutions = async (person: Person) => {
      const answer = await as(person).inject({ url: '/api/v1/notifications' })
      return answer.json<{ data: Notification[] }>().data.filter(({ kind }) => kind === 'thread.resolved')
    }
    await set(people.cleo, 'resolve')
    await set(people.cleo, 'reopen')
    await runJobs()
    expect(await resolutions(people.ben)).toEqual([])
    await set(people.cleo, 'resolve')
    await runJobs()
    await set(people.cleo, 'resolve')
    await runJobs()
    for (const person of [people.anna, people.ben]) {
      expect(await resolutions(person)).toMatchObject([
        { reason: 'thread', actor: actor(people.cleo), commentId: opening.id, excerpt: 'Is this right?' },
      ])
    }
    expect(await resolutions(people.cleo)).toEqual([])
    expect(await resolutions(people.dora)).toEqual([])
    await send('DELETE', `/comments/${opening.id}`)
    await runJobs()
    expect(await resolutions(people.anna)).toMatchObject([{ excerpt: '' }])
  })

  it('is told also where what opened it was deleted, without its words and once', async () => {
    const { set, people, send, say, opening, as, runJobs } = await setUp()
    await say(`And @[Anna](person:${people.anna.id})?`, opening.id)
    await runJobs()
    await send('DELETE', `/comments/${opening.id}`)
    await set(people.cleo, 'resolve')
    await runJobs()
    await send('POST', `/comments/${opening.id}/restore`)
    await runJobs()
    for (const person of [people.anna, people.ben]) {
      const answer = await as(person).inject({ url: '/api/v1/notifications' })
      const told = answer
        .json<{ data: Notification[] }>()
        .data.filter(({ kind }) => kind === 'thread.resolved')
      expect(told).toMatchObject([{ reason: 'thread', commentId: opening.id }])
    }
  })

  it('is not told to those who do not want that', async () => {
    const { set, people, as, runJobs } = await setUp()
    const wants = await as(people.ben).inject({
      method: 'PATCH',
      url: '/api/v1/preferences/resolutions',
      payload: { channels: { inbox: false } },
      headers: { 'if-match': '*' },
    })
    expect(wants.statusCode).toBe(200)
    await set(people.cleo, 'resolve')
    await runJobs()
    const answer = await as(people.ben).inject({ url: '/api/v1/notifications' })
    expect(answer.json<{ data: Notification[] }>().data).toEqual([])
  })
})
