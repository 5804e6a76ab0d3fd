import {
  type Comment,
  type CreatedContent,
  type Notification,
  type NotificationList,
  type Person,
  type Project,
  type ProjectItem,
  type Subscription,
  type SubscriptionKey,
  type Subscriptions,
  subscriptionKey,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../test/desk.ts'
import { findRoutes } from '../../../test/found-routes.ts'

/** Anna's project, in which Ben wrote a text and Cleo has nothing. */
async function setUp() {
  const test = await findRoutes()
  const { anna, ben } = test.people
  const post = <T>(by: Person, path: string, payload: object = {}) =>
    call<T>(test.as(by), { method: 'POST', url: `/api/v1${path}`, payload })
  const project = await post<Project>(anna, '/projects', { name: 'Spring' })
  const { content } = await post<CreatedContent>(ben, '/content', {
    type: 'page',
    language: 'en',
    title: 'One',
  })
  const { data } = await post<{ data: ProjectItem[] }>(anna, `/projects/${project.id}/items`, {
    items: [{ contentId: content.id }],
  })
  const [item] = data as [ProjectItem]
  const set = (by: Person, key: string, level: string) =>
    test.as(by).inject({ method: 'PATCH', url: `/api/v1/subscriptions/${key}`, payload: { level } })
  const comment = (by: Person, body: string, place: object = {}) =>
    post<Comment>(by, `/projects/${project.id}/comments`, { body, ...place })
  const told = async (person: Person): Promise<Notification[]> => {
    await test.runJobs()
    return (await call<NotificationList>(test.as(person), { method: 'GET', url: '/api/v1/notifications' }))
      .data
  }
  const reasons = async (person: Person) => (await told(person)).map(({ reason }) => reason)
  return { ...test, post, project, content, item, set, comment, told, reasons }
}

describe('PATCH /subscriptions/{key}', () => {
  it('is kept, listed without what is as by default, and told to every window of the person alone', async () => {
    const { set, as, people, project, announced } = await setUp()
    const key = subscriptionKey('project', project.id)
    const answer = await set(people.cleo, key, 'watching')
    expect([answer.statusCode, answer.json<Subscription>(), answer.headers.etag]).toMatchObject([
      200,
      { id: key, level: 'watching', revision: 1 },
      '"1"',
    ])
    expect(announced.at(-1)?.channel).toBe(`person:#${people.cleo.id}`)
    const list = async () =>
      (await call<Subscriptions>(as(people.cleo), { method: 'GET', url: '/api/v1/subscriptions' })).data
    expect(await list()).toEqual([answer.json()])
    const count = announced.length
    await set(people.cleo, key, 'watching')
    expect(announced).toHaveLength(count)
    expect((await set(people.cleo, key, 'default')).json()).toMatchObject({ level: 'default', revision: 2 })
    expect(await list()).toEqual([])
  })

  it('refuses what is no key, what is not there, and what is not to be seen, alike', async () => {
    const { set, post, people } = await setUp()
    const hidden = await post<Project>(people.ben, '/projects', { name: 'Secret', visibility: 'private' })
    const said = await post<Comment>(people.ben, `/projects/${hidden.id}/comments`, { body: 'Psst' })
    for (const key of ['person', 'project:1', 'site:', `person:${hidden.id}`]) {
      expect(refusal(await set(people.cleo, key, 'muted'))).toEqual([404, 'not_found'])
    }
    const nowhere = await set(people.cleo, subscriptionKey('thread', hidden.id), 'muted')
    expect(refusal(nowhere)).toEqual([404, 'not_found'])
    for (const [scope, id] of [
      ['project', hidden.id],
      ['thread', said.id],
      ['item', said.id],
    ] as const) {
      const answer = await set(people.cleo, subscriptionKey(scope, id), 'muted')
      expect({ ...answer.json<object>(), instance: '' }).toEqual({ ...nowhere.json<object>(), instance: '' })
    }
    expect((await set(people.cleo, subscriptionKey('content', said.id), 'muted')).statusCode).toBe(404)
    expect((await set(people.ben, subscriptionKey('thread', said.id), 'muted')).statusCode).toBe(200)
  })

  it('lets go of what is gone', async () => {
    const { set, as, people, project } = await setUp()
    const key = subscriptionKey('project', project.id)
    await set(people.cleo, key, 'muted')
    await as(people.anna).inject({ method: 'DELETE', url: `/api/v1/projects/${project.id}` })
    expect((await set(people.cleo, key, 'watching')).statusCode).toBe(410)
    expect((await set(people.cleo, key, 'default')).statusCode).toBe(200)
  })

  it('refuses more than a thousand', async () => {
    const { set, people, storage, project } = await setUp()
    await storage.write((tx) =>
      tx
        .insertInto('subscriptions')
        .values(
          Array.from({ length: 1000 }, (_, index) => ({
            person_id: people.cleo.id,
            key: `item:${index}` as SubscriptionKey,
            level: 'muted' as const,
            revision: 1,
            changed_at: 0,
          })),
        )
        .execute(),
    )
    const key = subscriptionKey('project', project.id)
    expect(refusal(await set(people.cleo, key, 'muted'))).toEqual([409, 'too_many_subscriptions'])
    await set(people.cleo, 'item:0', 'default')
    expect((await set(people.ben, key, 'muted')).statusCode).toBe(200)
  })
})

describe('watching', () => {
  it('a project tells of everything in it, for a stronger reason where there is one', async () => {
    const { set, comment, people, project, item, reasons } = await setUp()
    await set(people.cleo, subscriptionKey('project', project.id), 'watching')
    await comment(people.ben, 'One', { itemId: item.id })
    await comment(people.ben, `@[Cleo](person:${people.cleo.id})`)
    await comment(people.cleo, 'Mine')
    expect(await reasons(people.cleo)).toEqual(['mention', 'watching'])
    await set(people.cleo, subscriptionKey('project', project.id), 'default')
    await comment(people.ben, 'Two', { itemId: item.id })
    expect(await reasons(people.cleo)).toHaveLength(2)
  })

  it.each(['site', 'item', 'content', 'thread'] as const)('%s tells of what is below it', async (scope) => {
    const { set, comment, people, content, item, reasons } = await setUp()
    const opening = await comment(people.ben, 'One', { itemId: item.id })
    await reasons(people.dora)
    const ids = { item: item.id, content: content.id, thread: opening.id }
    await set(people.dora, scope === 'site' ? scope : subscriptionKey(scope, ids[scope]), 'watching')
    await comment(people.ben, 'Two', { parentId: opening.id })
    expect(await reasons(people.dora)).toEqual(['watching'])
  })

  it('tells nothing of a private project to whoever is not in it', async () => {
    const { set, post, people, reasons } = await setUp()
    await set(people.cleo, 'site', 'watching')
    const hidden = await post<Project>(people.ben, '/projects', { name: 'Secret', visibility: 'private' })
    await post(people.ben, `/projects/${hidden.id}/comments`, { body: 'Psst' })
    expect(await reasons(people.cleo)).toEqual([])
  })
})

describe('muting', () => {
  it('a project keeps away all but what is said to the person, and a watched thread', async () => {
    const { set, comment, people, project, item, reasons, as } = await setUp()
    await set(people.ben, subscriptionKey('project', project.id), 'muted')
    const opening = await comment(people.cleo, 'One', { itemId: item.id })
    expect(await reasons(people.ben)).toEqual([])
    await comment(people.cleo, `@[Ben](person:${people.ben.id})`, { parentId: opening.id })
    await call(as(people.anna), {
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items/${item.id}`,
      payload: { assigneeId: people.ben.id },
    })
    expect(await reasons(people.ben)).toEqual(['assigned', 'mention'])
    await set(people.ben, subscriptionKey('thread', opening.id), 'watching')
    await comment(people.cleo, 'Two', { parentId: opening.id })
    expect(await reasons(people.ben)).toEqual(['assigned', 'assigned', 'mention'])
  })

  it('concerns what comes: what has come stays as it is, and counts', async () => {
    const { set, comment, people, project, item, reasons, as } = await setUp()
    const counts = () => call(as(people.ben), { method: 'GET', url: '/api/v1/notifications/counts' })
    const thread = await comment(people.cleo, 'One', { itemId: item.id })
    expect(await reasons(people.ben)).toEqual(['author'])
    for (const key of [subscriptionKey('thread', thread.id), subscriptionKey('project', project.id)]) {
      await set(people.ben, key, 'muted')
      await comment(people.cleo, 'Two', { parentId: thread.id })
      expect(await reasons(people.ben)).toEqual(['author'])
      expect(await counts()).toEqual({ unread: 1, unseen: 1 })
    }
  })

  it('an item leaves it out of what is told of several', async () => {
    const { set, post, people, project, item, told, as } = await setUp()
    const { content } = await post<CreatedContent>(people.ben, '/content', {
      type: 'page',
      language: 'en',
      title: 'Two',
    })
    const { data } = await post<{ data: ProjectItem[] }>(people.anna, `/projects/${project.id}/items`, {
      items: [{ contentId: content.id }],
    })
    await set(people.ben, subscriptionKey('item', item.id), 'muted')
    await call(as(people.anna), {
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items`,
      payload: { itemIds: [item.id, data[0]?.id], status: 'in_review' },
    })
    expect(await told(people.ben)).toMatchObject([{ itemTitle: 'Two', facts: { itemCount: 1 } }])
  })
})

it('tells whoever was mentioned in a thread of what is written in it afterwards', async () => {
  const { comment, people, reasons } = await setUp()
  const opening = await comment(people.ben, `@[Dora](person:${people.dora.id})`)
  await comment(people.cleo, 'Two', { parentId: opening.id })
  expect(await reasons(people.dora)).toEqual(['thread', 'mention'])
})
