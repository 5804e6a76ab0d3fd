/** Whom mentions do not tell is said before a comment is written, and when it is. */
import {
  type Comment,
  type CreatedServiceKey,
  type Group,
  type Id,
  type KeyScope,
  type MentionsCheck,
  type NotificationList,
  type Person,
  type Project,
  type WrittenComment,
  writeMention,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, createDesk, refusal } from '../../test/desk.ts'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'
import { notificationRoutes } from '../notifications/routes.ts'

/** Ben manages the private project *Merger*, which Cleo may comment in; Cleo and Dora are *Legal*. */
async function setUp() {
  const test = await createDeskTest([notificationRoutes])
  const { as, ben, people, runJobs } = test
  const payload = { name: 'Merger', visibility: 'private' }
  const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
  const url = `/api/v1/projects/${project.id}`
  const letIn = (id: Id, role: string, kind = 'person') =>
    call(ben, { method: 'POST', url: `${url}/members`, payload: { id, kind, role } })
  await letIn(people.cleo.id, 'reviewer')
  const group = (name: string, memberIds: Id[]) =>
    call<Group>(as(people.anna), { method: 'POST', url: '/api/v1/groups', payload: { name, memberIds } })
  const legal = await group('Legal', [people.cleo.id, people.dora.id])
  const check = (person: Person, query: string, of = url) =>
    as(person).inject({ url: `${of}/mentions?${query}` })
  const write = (person: Person, body: string, headers = {}) =>
    as(person).inject({ method: 'POST', url: `${url}/comments`, payload: { body }, headers })
  const inbox = async (person: Person) => {
    await runJobs()
    return (await as(person).inject({ url: '/api/v1/notifications' })).json<NotificationList>().data
  }
  return { ...test, project, url, letIn, group, legal, check, write, inbox }
}

const named = ({ id, name }: { id: Id; name: string }, of: 'person' | 'group' = 'person') =>
  writeMention(name, id, of)

describe('a mention of somebody who does not see the project', () => {
  it('is accepted and answered as one that tells nobody', async () => {
    const { write, people, legal, inbox } = await setUp()
    const answer = await write(
      people.cleo,
      `${named(people.dora)} ${named(people.ben)} ${named(legal, 'group')}`,
    )
    expect(answer.statusCode).toBe(201)
    expect(answer.json<WrittenComment>().notTold).toEqual([
      { kind: 'person', id: people.dora.id, why: 'no_access', count: 1 },
      { kind: 'group', id: legal.id, why: 'no_access', count: 1 },
    ])
    expect(await inbox(people.dora)).toEqual([])
    expect(await inbox(people.ben)).toHaveLength(1)
  })

  it('is answered so again under the same key, and of an edit only where it is new', async () => {
    const { write, people, as } = await setUp()
    const headers = { 'idempotency-key': 'key-1' }
    const first = await write(people.cleo, named(people.dora), headers)
    const second = await write(people.cleo, named(people.dora), headers)
    expect(second.json()).toEqual(first.json())
    const { id, revision } = first.json<Comment>()
    const edit = (body: string, at: number) =>
      as(people.cleo).inject({
        method: 'PATCH',
        url: `/api/v1/comments/${id}`,
        payload: { body },
        headers: { 'if-match': `"${at}"` },
      })
    const same = await edit(`Hello ${named(people.dora)}`, revision)
    expect(same.json<WrittenComment>()).not.toHaveProperty('notTold')
    const more = await edit(`Hello ${named(people.dora)} ${named(people.emil)}`, revision + 1)
    expect(more.json<WrittenComment>().notTold).toMatchObject([{ id: people.emil.id }])
  })

  it('is found before, and tells them once they are let in', async () => {
    const { check, people, legal, letIn, project, write, inbox } = await setUp()
    const query = `people=${people.dora.id},${people.cleo.id}&groups=${legal.id}`
    expect((await check(people.cleo, query)).json<MentionsCheck>()).toEqual({
      toldByGroups: 1,
      notTold: [
        { kind: 'person', id: people.dora.id, why: 'no_access', count: 1 },
        { kind: 'group', id: legal.id, why: 'no_access', count: 1 },
      ],
      keptTo: [project.id],
      mayLetIn: false,
    })
    expect((await check(people.ben, query)).json<MentionsCheck>().mayLetIn).toBe(true)
    await letIn(legal.id, 'reviewer', 'group')
    const after = (await check(people.ben, query)).json<MentionsCheck>()
    expect(after).toMatchObject({ toldByGroups: 2, notTold: [] })
    const answer = await write(people.ben, named(people.dora))
    expect(answer.json()).not.toHaveProperty('notTold')
    expect(await inbox(people.dora)).toHaveLength(1)
  })

  it('counts for nothing of how many one comment tells', async () => {
    const { storage, legal, write, check, people } = await setUp()
    await storage.write(async (tx) => {
      const [like] = await tx.selectFrom('people').selectAll().limit(1).execute()
      if (!like) throw new Error('Nobody is here')
      for (let index = 0; index < 201; index += 1) {
        const id = `01890a5d-ac96-7000-8000-${String(index).padStart(12, '0')}`
        const own = { ...like, id, email: `${id}@example.org`, external_id: null }
        await tx.insertInto('people').values(own).execute()
        await tx.insertInto('group_members').values({ group_id: legal.id, person_id: id }).execute()
      }
    })
    expect((await check(people.ben, `groups=${legal.id}`)).json<MentionsCheck>().toldByGroups).toBe(1)
    expect((await write(people.ben, named(legal, 'group'))).statusCode).toBe(201)
  })
})

describe('a mention of somebody who is not here', () => {
  it('is the same whether they left, never were, or are an empty group', async () => {
    const { check, people, storage, group, ben, desk } = await setUp()
    await storage.write((tx) =>
      tx.updateTable('people').set({ deactivated_at: 1 }).where('id', '=', people.dora.id).execute(),
    )
    const empty = await group('Empty', [])
    const other = await call<Project>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Spring' },
    })
    const query = `people=${people.dora.id},${unknownId}&groups=${empty.id},${unknownId}`
    const why = 'not_here'
    const notTold = [
      { kind: 'person', id: people.dora.id, why, count: 1 },
      { kind: 'person', id: unknownId, why, count: 1 },
      { kind: 'group', id: empty.id, why, count: 0 },
      { kind: 'group', id: unknownId, why, count: 0 },
    ]
    const answer = await check(people.cleo, query, `/api/v1/projects/${other.id}`)
    expect(answer.json()).toEqual({ toldByGroups: 0, notTold, keptTo: [], mayLetIn: false })
    const { content } = await desk.content({ title: 'Home' })
    const onText = await check(people.cleo, `${query}&language=en`, `/api/v1/content/${content.id}`)
    expect(onText.json()).toEqual({ toldByGroups: 0, notTold, keptTo: [], mayLetIn: false })
  })
})

it('on a text that a private project holds, is of its members', async () => {
  const { check, people, desk, ben, project } = await setUp()
  const { content } = await desk.content({ title: 'Home' })
  await createDesk(ben).add(project.id, { contentId: content.id })
  const url = `/api/v1/content/${content.id}`
  const query = `people=${people.dora.id},${people.cleo.id}&language=en`
  expect((await check(people.ben, query, url)).json()).toMatchObject({
    notTold: [{ id: people.dora.id }],
    keptTo: [project.id],
    mayLetIn: true,
  })
  expect(refusal(await check(people.emil, query, url))).toEqual([404, 'not_found'])
})

it('says nothing to who is not in the project or may not comment', async () => {
  const { check, people } = await setUp()
  const query = `people=${people.dora.id}`
  expect(refusal(await check(people.emil, query))).toEqual([404, 'not_found'])
  expect(refusal(await check(people.anna, query))).toEqual([404, 'not_found'])
  expect(refusal(await check(people.dora, query))).toEqual([403, 'forbidden'])
  expect(refusal(await check(people.cleo, 'people=nobody'))).toEqual([400, 'invalid_request'])
})

it('says nothing to a key that may not read people', async () => {
  const { app, as, people, ben } = await setUp()
  const payload = { name: 'Spring' }
  const project = await call<Project>(ben, { method: 'POST', url: '/api/v1/projects', payload })
  const url = `/api/v1/projects/${project.id}`
  const ask = async (...scopes: KeyScope[]) => {
    const key = await call<CreatedServiceKey>(as(people.anna), {
      method: 'POST',
      url: '/api/v1/keys',
      payload: { name: 'CI', scopes: ['comment.write', 'project.read', ...scopes] },
    })
    const headers = { authorization: `Bearer ${key.key}` }
    const body = writeMention('Nobody', unknownId)
    const written = await app.inject({ method: 'POST', url: `${url}/comments`, payload: { body }, headers })
    const asked = await app.inject({ url: `${url}/mentions?people=${unknownId}`, headers })
    return [written.statusCode, 'notTold' in written.json(), asked.statusCode]
  }
  expect(await ask()).toEqual([201, false, 403])
  expect(await ask('people.read')).toEqual([201, true, 200])
})
