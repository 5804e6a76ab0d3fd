import {
  applyInbox,
  type Comment,
  channels,
  type Id,
  type InboxEntry,
  type InboxEvent,
  type InboxState,
  type Person,
  type Project,
  type Snapshot,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'
import { mendInboxCounts } from '../mend-counts.ts'
import { notificationRoutes } from '../routes.ts'
import { inboxRoutes } from './routes.ts'

/** Ben opens a thread; Cleo answers three times. */
async function setUp() {
  const test = await createDeskTest([inboxRoutes, notificationRoutes])
  const { as, people, desk, services, storage } = test
  const project = await desk.project()
  const say = async (person: Person, body: string, parentId?: Id) => {
    test.advance(1000)
    const answer = await as(person).inject({
      method: 'POST',
      url: `/api/v1/projects/${project.id}/comments`,
      payload: { body, ...(parentId && { parentId }) },
    })
    return answer.json<Comment>()
  }
  const opening = await say(people.ben, 'Which lamp?')
  const answers: Comment[] = []
  for (const body of ['One', 'Two', 'Three']) answers.push(await say(people.cleo, body, opening.id))
  await test.runJobs()
  const inbox = async (person: Person, filter = 'all') =>
    (await as(person).inject({ url: `/api/v1/inbox?filter=${filter}` })).json<Snapshot<InboxState>>()
  const unreadFrom = (person: Person, commentId: Id | undefined) =>
    as(person).inject({ method: 'POST', url: '/api/v1/inbox/unread', payload: { commentId } })
  const change = (person: Person, entry: InboxEntry | undefined, payload: object) =>
    as(person).inject({ method: 'PATCH', url: `/api/v1/inbox/${entry?.id}`, payload })
  const privateProject = async () =>
    (await test.send('POST', '/projects', { name: 'Secret', visibility: 'private' })).json<Project>()
  const expectTrue = async () => expect(await mendInboxCounts(services)).toBe(0)
  const events = async (person: Person, after: number) =>
    (await eventsAfter(storage, channels.person(person.id), after)).map(({ event }) => event as InboxEvent)
  return {
    ...test,
    people,
    project,
    privateProject,
    say,
    opening,
    answers,
    inbox,
    unreadFrom,
    change,
    expectTrue,
    events,
  }
}

describe('a thread in the inbox', () => {
  it('says from which comment on it is unread', async () => {
    const { inbox, people, answers, change, say, opening, runJobs, expectTrue } = await setUp()
    const [entry] = (await inbox(people.ben)).data
    expect(entry).toMatchObject({ unread: 3, unreadFrom: answers[0]?.id })
    await change(people.ben, entry, { read: true })
    expect((await inbox(people.ben)).data).toMatchObject([{ unread: 0, unreadFrom: null }])
    const later = await say(people.cleo, 'Four', opening.id)
    await runJobs()
    expect((await inbox(people.ben)).data).toMatchObject([{ unread: 1, unreadFrom: later.id }])
    await expectTrue()
  })

  it('is unread from a comment on, whatever was read before, and once', async () => {
    const { inbox, people, answers, change, unreadFrom, expectTrue, events } = await setUp()
    const { position, ...early } = await inbox(people.ben)
    await change(people.ben, early.data[0], { read: true })
    const marked = await unreadFrom(people.ben, answers[1]?.id)
    expect(marked.json()).toMatchObject({ unread: 2, unreadFrom: answers[1]?.id })
    expect(await inbox(people.ben)).toMatchObject({ counts: { unread: 1 } })
    await unreadFrom(people.ben, answers[1]?.id)
    await unreadFrom(people.ben, answers[2]?.id)
    const { position: _, ...fresh } = await inbox(people.ben)
    expect(fresh).toMatchObject({
      data: [{ unread: 1, size: 3, unreadFrom: answers[2]?.id }],
      counts: { unread: 1 },
    })
    expect((await events(people.ben, position.offset)).reduce(applyInbox, early as InboxState)).toEqual(fresh)
    await expectTrue()
  })

  it('comes back from where it was put', async () => {
    const { inbox, people, answers, change, unreadFrom, expectTrue } = await setUp()
    const [entry] = (await inbox(people.ben)).data
    await change(people.ben, entry, { read: true, archived: true })
    await unreadFrom(people.ben, answers[2]?.id)
    expect(await inbox(people.ben)).toMatchObject({ data: [{ archivedAt: null }], counts: { unread: 1 } })
    expect((await inbox(people.ben, 'archived')).data).toEqual([])
    await expectTrue()
  })

  it('is there for who was told of nothing, without mail and not for their own words', async () => {
    const { inbox, people, opening, answers, unreadFrom, expectTrue, as, runJobs } = await setUp()
    expect((await inbox(people.dora)).data).toEqual([])
    const marked = await unreadFrom(people.dora, answers[1]?.id)
    expect(marked.json()).toMatchObject({
      key: `thread:${opening.id}`,
      unread: 1,
      unreadFrom: answers[1]?.id,
      latest: { reason: 'marked', actor: { id: people.cleo.id }, excerpt: 'Two' },
    })
    await unreadFrom(people.dora, answers[1]?.id)
    await runJobs()
    expect(await inbox(people.dora)).toMatchObject({ data: [{ size: 1 }], counts: { unread: 1 } })
    const own = await unreadFrom(people.ben, opening.id)
    expect(own.json()).toMatchObject({ unread: 3, unreadFrom: answers[0]?.id })
    expect(refusal(await unreadFrom(people.cleo, answers[0]?.id))).toEqual([404, 'not_found'])
    await as(people.ben).inject({ method: 'DELETE', url: `/api/v1/comments/${opening.id}` })
    await expectTrue()
  })

  it('is unread from a comment of which one was not told, and goes on telling of the newest', async () => {
    const { people, say, opening, answers, inbox, unreadFrom, change, runJobs, expectTrue } = await setUp()
    const named = await say(people.cleo, `@[Dora](person:${people.dora.id}) look`, opening.id)
    await runJobs()
    expect((await inbox(people.dora)).data).toMatchObject([{ unreadFrom: named.id, size: 1 }])
    const marked = await unreadFrom(people.dora, answers[1]?.id)
    const latest = { reason: 'mention', commentId: named.id }
    expect(marked.json()).toMatchObject({ unread: 2, size: 2, unreadFrom: answers[1]?.id, latest })
    await unreadFrom(people.dora, answers[1]?.id)
    const [entry] = (await inbox(people.dora)).data
    expect(entry).toMatchObject({ unread: 2, size: 2, latest })
    await change(people.dora, entry, { read: true })
    expect(await inbox(people.dora)).toMatchObject({ data: [{ unread: 0 }], counts: { unread: 0 } })
    await expectTrue()
  })

  it('is read with what became of it, and unread with what became of it since', async () => {
    const { people, answers, as, opening, say, inbox, change, unreadFrom, runJobs, expectTrue } =
      await setUp()
    const resolve = () =>
      as(people.cleo).inject({ method: 'POST', url: `/api/v1/threads/${opening.id}/resolve` })
    await resolve()
    await runJobs()
    const [resolved] = (await inbox(people.ben)).data
    expect(resolved).toMatchObject({ unread: 4, latest: { kind: 'thread.resolved' } })
    await change(people.ben, resolved, { read: true })
    expect(await inbox(people.ben)).toMatchObject({ data: [{ unread: 0 }], counts: { unread: 0 } })
    expect((await unreadFrom(people.ben, answers[2]?.id)).json()).toMatchObject({ unread: 2 })
    const later = await say(people.cleo, 'Four', opening.id)
    await runJobs()
    expect((await unreadFrom(people.ben, later.id)).json()).toMatchObject({ unread: 1, unreadFrom: later.id })
    await expectTrue()
  })

  it('is answered once more as it is by then, with no words that went', async () => {
    const { people, answers, as, inbox, storage, runJobs } = await setUp()
    const [entry] = (await inbox(people.ben)).data
    const sent = [
      ['POST', '/inbox/unread', { commentId: answers[2]?.id }],
      ['PATCH', `/inbox/${entry?.id}`, { read: true }],
      ['PATCH', '/inbox', { entryIds: [entry?.id], read: false }],
      ['PATCH', `/notifications/${entry?.latest.id}`, { read: true }],
    ] as const
    const send = ([method, path, payload]: (typeof sent)[number]) =>
      as(people.ben).inject({
        method,
        url: `/api/v1${path}`,
        payload,
        headers: { 'idempotency-key': path, 'if-match': '*' },
      })
    for (const one of sent) expect((await send(one)).body).toContain('Three')
    const kept = await storage.read((tx) => tx.selectFrom('idempotency_keys').select('body').execute())
    expect(JSON.stringify(kept)).not.toContain('Three')
    await as(people.cleo).inject({ method: 'DELETE', url: `/api/v1/comments/${answers[2]?.id}` })
    await runJobs()
    for (const one of sent) {
      const again = await send(one)
      expect([again.statusCode, again.headers['idempotency-replayed']]).toEqual([200, 'true'])
      expect(again.body).not.toContain('Three')
      expect(again.body).toContain(entry?.latest.id)
    }
  })

  it('is nothing to those who do not see it', async () => {
    const { people, unreadFrom, inbox, privateProject, as } = await setUp()
    expect(refusal(await unreadFrom(people.ben, people.ben.id))).toEqual([404, 'not_found'])
    const hidden = await privateProject()
    const answer = await as(people.ben).inject({
      method: 'POST',
      url: `/api/v1/projects/${hidden.id}/comments`,
      payload: { body: 'Among us' },
    })
    const { id } = answer.json<Comment>()
    expect(refusal(await unreadFrom(people.cleo, id))[0]).toBe(404)
    expect((await inbox(people.cleo)).data).toEqual([])
  })
})
