/** Whatever a notification tells of, it is listed, counted and pushed only while its person sees that. */
import type {
  Comment,
  Id,
  InboxCounts,
  InboxState,
  Notification,
  NotificationList,
  Person,
  Project,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call } from '../../test/desk.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { createScheduleTest } from '../../test/schedule-test.ts'
import { systemActor } from '../command/system-actor.ts'
import { inboxRoutes } from './inbox/routes.ts'
import { mendInboxCounts } from './mend-counts.ts'
import type { News } from './news.ts'
import { notify } from './notify.ts'
import { notificationRoutes } from './routes.ts'

async function setUp() {
  const test = await createScheduleTest([notificationRoutes, inboxRoutes])
  const { as, ben, desk, people, runJobs, send, services, storage } = test
  const of = (person: Person) => as(person)
  const list = async (person: Person, query = ''): Promise<Notification[]> =>
    (await call<NotificationList>(of(person), { url: `/api/v1/notifications${query}` })).data
  /** Counts, which are those of the entries at any moment. */
  const counts = async (person: Person): Promise<InboxCounts> => {
    const { data, counts: beside } = await call<NotificationList>(of(person), {
      url: '/api/v1/notifications',
    })
    const counted = await call<InboxCounts>(of(person), { url: '/api/v1/notifications/counts' })
    const { unread, unseen } = counted
    expect({ unread, unseen }).toEqual({
      unread: data.filter(({ readAt }) => readAt === null).length,
      unseen: data.filter(({ seenAt }) => seenAt === null).length,
    })
    expect(beside).toMatchObject({ unread, unseen })
    return { unread, unseen }
  }
  const privateProject = async (...titles: string[]) => {
    const payload = { name: 'Zebra', visibility: 'private' }
    const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
    const contents = await Promise.all(titles.map((title) => desk.content({ title })))
    const adding = contents.map(({ content }) => ({ contentId: content.id }))
    return { project, items: adding.length === 0 ? [] : await desk.add(project.id, ...adding) }
  }
  const letIn = async (project: Project, { id }: Person) => {
    const payload = { id, kind: 'person', role: 'editor' }
    expect((await send('POST', `/projects/${project.id}/members`, payload)).statusCode).toBe(200)
  }
  const putOut = async (project: Project, { id }: Person) => {
    expect((await send('DELETE', `/projects/${project.id}/members/${id}`)).statusCode).toBe(204)
  }
  const mention = (project: Project, { id }: Person, words = 'zebra') =>
    call<Comment>(ben, {
      method: 'POST',
      url: `/api/v1/projects/${project.id}/comments`,
      payload: { body: `${words} @[Them](person:${id})` },
    })
  const happened = async (payload: News) => {
    const outbox = [notify.entry(payload)]
    await services.runner.run({ actor: systemActor }, async () => ({ body: null, events: [], outbox }))
    await runJobs()
  }
  const channelOf = async (person: Person) =>
    JSON.stringify((await eventsAfter(storage, `person:#${person.id}`)).map(({ event }) => event))
  return { ...test, list, counts, privateProject, letIn, putOut, mention, happened, channelOf, people }
}

const about = (eventId: string, { id }: Person) =>
  ({ eventId: `01890a5d-ac96-7000-8000-0000000000${eventId}`, actorId: id, actorKind: 'person' }) as const

describe('a notification of a private project', () => {
  it('says nothing to who was put out of it when it was snoozed and comes due', async () => {
    const world = await setUp()
    const { advance, as, counts, letIn, mention, people, privateProject, putOut, runJobs } = world
    const { project } = await privateProject()
    await letIn(project, people.emil)
    await mention(project, people.emil)
    await runJobs()
    const emil = as(people.emil)
    const inbox = () => call<InboxState>(emil, { url: '/api/v1/inbox' })
    const [entry] = (await inbox()).data
    const snoozedUntil = new Date(world.services.now() + 3_600_000).toISOString()
    const payload = { entryIds: [entry?.id], snoozedUntil }
    await call(emil, { method: 'PATCH', url: '/api/v1/inbox', payload })
    await putOut(project, people.emil)
    await runJobs()
    advance(3_600_000)
    await runJobs()
    expect(await world.channelOf(people.emil)).not.toMatch(/zebra/i)
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })

    await letIn(project, people.emil)
    await runJobs()
    expect(await inbox()).toMatchObject({
      data: [{ id: entry?.id, snoozedUntil: null }],
      counts: { unread: 1 },
    })
    expect(await mendInboxCounts(world.services)).toBe(0)
  })

  it('says nothing to who was put out of it when the counts of their inbox are mended', async () => {
    const world = await setUp()
    const { counts, letIn, mention, people, privateProject, putOut, runJobs } = world
    const { project } = await privateProject()
    await letIn(project, people.emil)
    await mention(project, people.emil)
    await runJobs()
    await putOut(project, people.emil)
    await runJobs()
    // As the version before marks it.
    await world.storage.write((tx) =>
      tx.updateTable('notifications').set({ read_at: 1, seen_at: 1 }).execute(),
    )
    expect(await mendInboxCounts(world.services)).toBeGreaterThan(0)
    expect(await world.channelOf(people.emil)).not.toMatch(/zebra/i)
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    expect(await mendInboxCounts(world.services)).toBe(0)
  })

  it('says nothing to who was put out of it and marks all as read at once', async () => {
    const world = await setUp()
    const { as, letIn, mention, people, privateProject, putOut, runJobs, send } = world
    const { project } = await privateProject()
    await letIn(project, people.emil)
    const opening = await mention(project, people.emil)
    await runJobs()
    const [first] = await world.list(people.emil)
    const payload = { body: `zebra again @[Them](person:${people.emil.id})`, parentId: opening.id }
    await send('POST', `/projects/${project.id}/comments`, payload)
    await runJobs()
    await putOut(project, people.emil)
    const before = (await world.channelOf(people.emil)).length
    await as(people.emil).inject({
      method: 'POST',
      url: '/api/v1/notifications/read-all',
      payload: { upToOffset: first?.offset },
    })
    expect((await world.channelOf(people.emil)).slice(before)).not.toMatch(/zebra/i)
    await runJobs()
    expect(await world.counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    expect(await mendInboxCounts(world.services)).toBe(0)
  })

  it('is marked as read with all, before anything follows from who is let in', async () => {
    const world = await setUp()
    const { as, letIn, mention, people, privateProject, putOut, runJobs } = world
    const { project } = await privateProject()
    await letIn(project, people.emil)
    await mention(project, people.emil)
    await runJobs()
    await putOut(project, people.emil)
    await runJobs()
    await letIn(project, people.emil)
    expect(await world.counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    await as(people.emil).inject({ method: 'POST', url: '/api/v1/notifications/read-all', payload: {} })
    expect(await world.counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    await runJobs()
    expect(await world.counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    expect(await mendInboxCounts(world.services)).toBe(0)
  })

  it('comes back as it was with the access, unread and with the words that its comment has by then', async () => {
    const world = await setUp()
    const { counts, letIn, list, mention, people, privateProject, putOut, runJobs, send } = world
    const { project } = await privateProject()
    await letIn(project, people.emil)
    const kept = await mention(project, people.emil)
    const edited = await mention(project, people.emil, 'before')
    const deleted = await mention(project, people.emil, 'gone')
    await runJobs()
    const [, , oldest] = await list(people.emil)
    await world.as(people.emil).inject({
      method: 'PATCH',
      url: `/api/v1/notifications/${oldest?.id}`,
      payload: { read: true },
    })
    expect(await counts(people.emil)).toEqual({ unread: 2, unseen: 2 })

    await putOut(project, people.emil)
    // Before anything follows from it.
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    const words = { body: `after @[Them](person:${people.emil.id})` }
    await send('PATCH', `/comments/${edited.id}`, words, { 'if-match': '*' })
    await send('DELETE', `/comments/${deleted.id}`)
    await runJobs()
    expect(await world.channelOf(people.emil)).not.toMatch(/after|zebra|before/i)
    expect(await mendInboxCounts(world.services)).toBe(0)

    await letIn(project, people.emil)
    expect(await counts(people.emil)).toEqual({ unread: 2, unseen: 2 })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 2, unseen: 2 })
    const back = (await list(people.emil)).map(({ commentId, excerpt, readAt }) => [
      commentId,
      excerpt.split(' ')[0],
      readAt !== null,
    ])
    expect(back).toEqual([
      [deleted.id, '', false],
      [edited.id, 'after', false],
      [kept.id, 'zebra', true],
    ])
    expect(await mendInboxCounts(world.services)).toBe(0)
  })

  it('can be neither read nor marked nor undone by who does not see it', async () => {
    const { as, counts, letIn, list, mention, people, privateProject, putOut, runJobs } = await setUp()
    const { project } = await privateProject()
    await letIn(project, people.emil)
    await mention(project, people.emil)
    await runJobs()
    const [one] = await list(people.emil)
    const emil = as(people.emil)
    const mark = (read: boolean) =>
      emil.inject({ method: 'PATCH', url: `/api/v1/notifications/${one?.id}`, payload: { read } })
    const readAll = () => emil.inject({ method: 'POST', url: '/api/v1/notifications/read-all' })
    await putOut(project, people.emil)
    for (const following of [async () => {}, runJobs]) {
      await following()
      expect((await mark(true)).statusCode).toBe(404)
    }
    await readAll()
    await letIn(project, people.emil)
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })

    const { readAt } = (await readAll()).json()
    await putOut(project, people.emil)
    const undone = await emil.inject({
      method: 'POST',
      url: '/api/v1/notifications/read-all/undo',
      payload: { readAt },
    })
    expect(undone.body).not.toMatch(/zebra/i)
    expect(undone.json()).toMatchObject({ unread: 0 })
    // Read between being let in again and what follows from it.
    await letIn(project, people.emil)
    expect((await mark(false)).json()).toMatchObject({ readAt: null })
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 0 })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 0 })
  })

  it('is everybody’s who was mentioned and put out once the project is opened', async () => {
    const { channelOf, counts, letIn, mention, people, privateProject, putOut, runJobs, send } = await setUp()
    const { project } = await privateProject()
    await letIn(project, people.emil)
    await mention(project, people.emil)
    await runJobs()
    await putOut(project, people.emil)
    await runJobs()
    await send('POST', `/projects/${project.id}/open`)
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    expect(await channelOf(people.emil)).toMatch(/access\.changed"[^[]*"granted":\[\],"revoked":\[\]/)
  })

  it('is not written for who is put out while others are told', async () => {
    const { counts, happened, letIn, list, people, privateProject, putOut } = await setUp()
    const { project, items } = await privateProject('Working title')
    for (const one of [people.emil, people.cleo]) await letIn(project, one)
    await putOut(project, people.emil)
    await happened({
      kind: 'schedule.blocked',
      ...about('a1', people.anna),
      projectId: project.id,
      versionId: null,
      itemIds: items.map(({ id }) => id),
      schedulerId: people.emil.id,
      schedule: { wallTime: '2026-04-01T09:00', timeZone: 'UTC' },
      why: 'zebra',
    })
    expect(await list(people.emil)).toEqual([])
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    expect(await list(people.ben)).toHaveLength(1)
  })
})

describe('a notification of a version by itself', () => {
  const scheduled = (versionId: Id, schedulerId: Id, eventId: string, actor: Person): News => ({
    kind: 'schedule.blocked',
    ...about(eventId, actor),
    projectId: null,
    versionId,
    itemIds: [],
    schedulerId,
    schedule: { wallTime: '2026-04-01T09:00', timeZone: 'UTC' },
    why: null,
  })

  it('is withdrawn while a private project holds the version, and not written meanwhile', async () => {
    const { channelOf, counts, desk, happened, letIn, list, people, privateProject, runJobs, send } =
      await setUp()
    const { content, version } = await desk.content({ title: 'Zebra page' })
    const tell = (eventId: string) => happened(scheduled(version.id, people.emil.id, eventId, people.anna))
    await tell('b1')
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    const { project } = await privateProject()
    const [item] = await desk.add(project.id, { contentId: content.id, versionId: version.id })
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    await runJobs()
    expect(await list(people.emil)).toEqual([])
    expect(await channelOf(people.emil)).not.toMatch(/zebra/i)
    expect(await channelOf(people.emil)).toMatch(/access\.changed/)
    await tell('b2')
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    // Ben, who began the version and is in the project, is told of both.
    expect(await list(people.ben)).toHaveLength(2)

    await letIn(project, people.emil)
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    await send('DELETE', `/projects/${project.id}/members/${people.emil.id}`)
    await runJobs()
    // Out of the project it stays with its members.
    await send('POST', `/projects/${project.id}/items/remove`, { itemIds: [item?.id] })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 0, unseen: 0 })
    const open = await desk.project()
    await desk.add(open.id, { contentId: content.id, versionId: version.id })
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
    await runJobs()
    expect(await counts(people.emil)).toEqual({ unread: 1, unseen: 1 })
  })

  it('that went live does not tell those of a private draft who see that no more', async () => {
    const { as, desk, happened, letIn, list, people, privateProject, putOut } = await setUp()
    const { content, version } = await desk.content({ title: 'Page' })
    const { project } = await privateProject()
    await letIn(project, people.emil)
    const url = `/api/v1/content/${content.id}/versions`
    const payload = { language: 'en' }
    const draft = await call<{ id: Id }>(as(people.emil), { method: 'POST', url, payload })
    await desk.add(project.id, { contentId: content.id, versionId: draft.id })
    await putOut(project, people.emil)
    const live = { contentId: content.id, versionId: version.id }
    await happened({ kind: 'version.published', ...about('c1', people.anna), ...live })
    expect(await list(people.emil)).toEqual([])
    expect(await list(people.ben)).toHaveLength(1)
  })
})
