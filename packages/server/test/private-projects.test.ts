/**
 * What a private project holds is nowhere for who is not in it: every route and every channel is asked by an editor, a
 * viewer and a key that are not, with every id there is, and none of the project's words comes back. The same walk by a
 * member finds them, so that it is known to look.
 */
import {
  type CreatedContent,
  type CreatedServiceKey,
  channels,
  type Group,
  type Id,
  type Project,
  type ProjectItem,
  type ProjectMembers,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { systemActor } from '../src/command/system-actor.ts'
import { createPerson } from '../src/people/commands.ts'
import { createAuthorize } from '../src/realtime/authorize.ts'
import { call, createDesk } from './desk.ts'
import { unknownId } from './desk-test.ts'
import { findRoutes } from './found-routes.ts'
import type { Caller } from './test-app.ts'

const word = /zebra/i

async function setUp() {
  const test = await findRoutes()
  const { runner } = test.services
  const input = { name: 'Eve', email: 'eve@test.example', role: 'editor' as const, passwordHash: null }
  const eve = (await runner.run({ actor: systemActor }, createPerson(input))).body
  const ben = test.as(test.people.ben)
  const post = <T>(path: string, payload: object = {}) =>
    call<T>(ben, { method: 'POST', url: `/api/v1${path}`, payload })
  const project = await post<Project>('/projects', {
    name: 'Zebra plan',
    description: 'All about the zebra',
    visibility: 'private',
  })
  const { id } = project
  const inside = await post<CreatedContent>('/content', {
    type: 'page',
    language: 'en',
    title: 'Working title',
  })
  const open = await post<CreatedContent>('/content', { type: 'page', language: 'en', title: 'Open page' })
  const out = await post<CreatedContent>('/content', { type: 'page', language: 'en', title: 'Out' })
  const gone = await post<CreatedContent>('/content', { type: 'page', language: 'en', title: 'Gone' })
  await publishAlone(ben, open)
  const { data: items } = await post<{ data: ProjectItem[] }>(`/projects/${id}/items`, {
    items: [inside, open, out, gone].map(({ content }) => ({ contentId: content.id })),
  })
  const itemOf = ({ content }: CreatedContent) => items.find((item) => item.contentId === content.id)
  const edit = (of: CreatedContent, title: string) =>
    editOf(ben)(of.content.id, itemOf(of)?.versionId ?? '', title)
  for (const of of [inside, open, gone]) await edit(of, `Zebra of ${of.content.title}`)
  await edit(inside, 'Zebra again')
  const [outItem] = [itemOf(out)]
  await call(ben, {
    method: 'PATCH',
    url: `/api/v1/projects/${id}/items`,
    payload: { itemIds: [outItem?.id], status: 'in_review' },
  })
  await call(test.as(test.people.ben), {
    method: 'PATCH',
    url: `/api/v1/projects/${id}/items`,
    payload: { itemIds: [outItem?.id], status: 'ready' },
  })
  await post(`/projects/${id}/publish`, { mode: 'ready', note: 'The zebra goes out' })
  await post(`/projects/${id}/comments`, {
    body: `A zebra for @[Eve](person:${eve.id})`,
    itemId: itemOf(inside)?.id,
  })
  const due = { assigneeId: eve.id, dueAt: '2026-03-05' }
  await post(`/projects/${id}/tasks`, { title: 'Feed the zebra', ...due })
  await call(ben, {
    method: 'PATCH',
    url: `/api/v1/projects/${id}/items/${itemOf(inside)?.id}`,
    payload: due,
  })
  for (const of of [inside, open]) {
    const body = `A zebra of the text for @[Eve](person:${eve.id})`
    await post(`/content/${of.content.id}/comments`, { body, language: 'en' })
  }
  await post(`/projects/${id}/items/remove`, { itemIds: [itemOf(gone)?.id] })
  const plain = await putWhatWasPublic({ ben, post, edit: editOf(ben) }, id)
  await referFromPublic(post, inside)
  await reviewByRule({ ...test, ben, eve }, id, itemOf(inside)?.id ?? '')
  await test.runJobs()
  // The mornings on which people are reminded go by.
  test.advance(4 * 24 * 60 * 60 * 1000)
  await test.runJobs()
  const desk = createDesk(ben)
  return { ...test, project, inside, open, out, gone, items, plain, eve, ben, desk, post }
}

type Post = <T>(path: string, payload?: object) => Promise<T>

function editOf(ben: Caller) {
  return async (contentId: Id, versionId: Id, title: string) => {
    const url = `/api/v1/content/${contentId}/versions/${versionId}`
    const payload = { title, body: `A zebra in ${title}`, keepReplaced: true }
    await call(ben, { method: 'PATCH', url, payload, headers: { 'if-match': '*' } })
  }
}

/**
 * Versions that a public project held first and the private one then, which gave them their words: one of them it
 * holds, one it let go of. The public project still has the threads on them and can have them back.
 */
async function putWhatWasPublic(
  { ben, post, edit }: { ben: Caller; post: Post; edit: ReturnType<typeof editOf> },
  privateId: Id,
): Promise<{ project: Project; itemIds: Id[] }> {
  const desk = createDesk(ben)
  const { project, items } = await desk.projectOf('Was held', 'Was let go')
  const itemIds = items.map((item) => item.id)
  const threads: string[] = []
  for (const itemId of itemIds) {
    const thread = await post<{ id: Id }>(`/projects/${project.id}/comments`, { body: 'Words', itemId })
    threads.push(thread.id)
  }
  await post(`/projects/${project.id}/items/remove`, { itemIds })
  const held = await desk.add(
    privateId,
    ...items.map(({ contentId, versionId }) => ({ contentId, versionId })),
  )
  for (const { contentId, versionId } of held) await edit(contentId, versionId, 'Zebra since')
  await post(`/projects/${privateId}/items/remove`, { itemIds: [held[1]?.id] })
  for (const thread of threads) {
    const url = `/api/v1/comments/${thread}`
    await call(ben, { method: 'PATCH', url, payload: { body: 'More' }, headers: { 'if-match': '*' } })
  }
  return { project, itemIds }
}

/** A public text in a public project that refers to what only the private project holds. */
async function referFromPublic(post: Post, { content: { id } }: CreatedContent): Promise<void> {
  const body = `[Link](content:${id}) ![](content:${id})`
  const page = { type: 'page', language: 'en', title: 'Refers', body }
  const { content } = await post<CreatedContent>('/content', page)
  const project = await post<Project>('/projects', { name: 'Refers' })
  await post(`/projects/${project.id}/items`, { items: [{ contentId: content.id }] })
}

/** From now on texts are reviewed by a rule that asks an editor: Emil, who is let in, and not Eve. */
async function reviewByRule(
  {
    as,
    people,
    ben,
  }: Pick<Awaited<ReturnType<typeof findRoutes>>, 'as' | 'people'> & { ben: Caller; eve: { id: Id } },
  projectId: Id,
  itemId: Id,
): Promise<void> {
  const steps = [{ approvals: 1, roles: ['editor'] }]
  await call(as(people.anna), { method: 'PATCH', url: '/api/v1/approval-rule', payload: { steps } })
  const url = `/api/v1/projects/${projectId}`
  const emil = { id: people.emil.id, kind: 'person', role: 'editor' }
  await call(ben, { method: 'POST', url: `${url}/members`, payload: emil })
  const payload = { itemIds: [itemId], status: 'in_review' }
  await call(ben, { method: 'PATCH', url: `${url}/items`, payload })
}

/** A version that everybody sees. */
async function publishAlone(ben: Caller, { content, version }: CreatedContent): Promise<void> {
  const url = `/api/v1/content/${content.id}/versions/${version.id}`
  for (const status of ['in_review', 'ready']) {
    await call(ben, { method: 'POST', url: `${url}/status`, payload: { status } })
  }
  await call(ben, { method: 'POST', url: `${url}/publish`, payload: {} })
}

type World = Awaited<ReturnType<typeof setUp>>

/** What a path can name, with what that is in. */
interface Named {
  id: Id
  parentId: Id | null
}

/** By the name that paths have for it: outermost ones by the first word of the path. */
type AllNamed = ReadonlyMap<string, readonly Named[]>

async function allNamed({ storage, people }: World): Promise<AllNamed> {
  return storage.read(async (tx) => {
    const outermost = async (table: string) =>
      (
        await tx
          .selectFrom(table as 'projects')
          .select('id')
          .orderBy('id')
          .execute()
      ).map(({ id }) => ({
        id,
        parentId: null,
      }))
    const projects = await outermost('projects')
    const names = ['comments', 'releases', 'notifications', 'people', 'groups']
    const items = ['project_items', 'removed_items'] as 'project_items'[]
    const found = new Map<string, readonly Named[]>([['projects', projects]])
    for (const name of names) found.set(name, await outermost(name))
    found.set('threads', found.get('comments') ?? [])
    found.set('content', await outermost('content_items'))
    found.set(
      ':versionId',
      await tx.selectFrom('versions').select(['id', 'content_id as parentId']).execute(),
    )
    found.set(':keptId', await tx.selectFrom('kept_texts').select(['id', 'version_id as parentId']).execute())
    found.set(
      ':itemId',
      (
        await Promise.all(
          items.map((table) => tx.selectFrom(table).select(['id', 'project_id as parentId']).execute()),
        )
      ).flat(),
    )
    found.set(':taskId', await tx.selectFrom('tasks').select(['id', 'project_id as parentId']).execute())
    found.set(
      ':memberId',
      projects.map(({ id }) => ({ id: people.ben.id, parentId: id })),
    )
    return found
  })
}

/** The path with every id there is in its innermost place, below what that is in, and once below something else. */
function pathsOf(url: string, all: AllNamed): string[] {
  const names = [...url.matchAll(/:\w+/g)].map(([name]) => name)
  const innermost = names.at(-1)
  if (innermost === undefined) return [url]
  const [root = ''] = /(?<=\/api\/v1\/)[\w-]+/.exec(url) ?? []
  const outermost = all.get(root) ?? []
  if (names.length === 1) return outermost.map(({ id }) => url.replace(innermost, id))
  return (all.get(innermost) ?? []).flatMap((row) => {
    const inside = names
      .slice(1)
      .reverse()
      .reduce(
        ({ path, id }, name) => {
          const { parentId = null } = all.get(name)?.find((one) => one.id === id) ?? row
          return { path: path.replace(name, id), id: parentId ?? '' }
        },
        { path: url, id: row.id },
      )
    const parent = names.length === 2 ? (row.parentId ?? '') : inside.id
    const other = outermost.find(({ id }) => id !== parent)?.id ?? parent
    return [parent, other].map((id) => inside.path.replace(':id', id))
  })
}

/** Bodies that the routes take, so that a command gets as far as it does. */
const bodiesFor = ({ plain, inside }: World): Record<string, object> => ({
  'POST /projects/:id/items': { items: [{ contentId: inside.content.id }] },
  'POST /projects/:id/items/restore': { itemIds: plain.itemIds },
  'PATCH /projects/:id': { name: 'Other' },
  'POST /projects/:id/publish': { mode: 'ready' },
  'POST /projects/:id/comments': { body: 'Words' },
  'POST /projects/:id/members': { id: unknownId, kind: 'person', role: 'manager' },
  'POST /content/:id/comments': { body: 'Words', language: 'en' },
  'PATCH /comments/:id': { body: 'Words' },
  'PATCH /comments/:id/reactions': { emoji: '👍', reacted: true },
  'POST /content/:id/versions': { language: 'en' },
  'PATCH /content/:id/versions/:versionId': { title: 'T' },
  'POST /content/:id/versions/:versionId/rebase': { onto: null },
  'POST /content/:id/versions/:versionId/status': { status: 'ready' },
  'POST /projects/:id/items/:itemId/decisions': { decision: 'approve', textRevision: 1 },
  'POST /content/:id/versions/:versionId/decisions': { decision: 'approve', textRevision: 1 },
  'POST /projects/:id/items/:itemId/rebase': { onto: null },
  'POST /projects/:id/tasks': { title: 'Task' },
  'PATCH /projects/:id/tasks/:taskId': { title: 'Task' },
  'POST /projects/:id/schedule': { wallTime: '2026-04-01T09:00', timeZone: 'UTC' },
  'PATCH /projects/:id/items/:itemId': { status: 'in_review' },
  'POST /content/:id/versions/:versionId/kept-texts': { title: 'T', body: 'B' },
})

/** The routes whose answer to this caller, with any id there is in any place, has the word; `unsafe` ones as well. */
async function tellTales(world: World, caller: Caller, methods: RegExp): Promise<string[]> {
  const all = await allNamed(world)
  const bodies = bodiesFor(world)
  const tales = new Set<string>()
  for (const { url, method } of world.found) {
    if (!methods.test(String(method)) || String(method) === 'HEAD') continue
    const path = url.replace('/api/v1', '')
    if (path === '/projects/closed') continue
    for (const one of pathsOf(url, all)) {
      const query = /\/search$/.test(one)
        ? '?q=zebra'
        : /content.*\/comments$/.test(one)
          ? '?language=en'
          : ''
      const answer = await caller.inject({
        method: method as 'GET',
        url: `${one}${query}`,
        headers: { 'if-match': '*' },
        ...(/GET/.test(String(method)) ? {} : { payload: bodies[`${method} ${path}`] ?? {} }),
      })
      if (word.test(answer.body)) tales.add(`${method} ${path}`)
    }
  }
  return [...tales].sort()
}

/** The channels that somebody may follow in whose history the word is. */
async function tellTaleChannels({ storage, services }: World, user: Id): Promise<string[]> {
  const authorize = createAuthorize(storage, services.now)
  const rows = await storage.read((tx) =>
    tx.selectFrom('publications').select(['channel', 'data']).orderBy('channel').execute(),
  )
  const tales = new Set<string>()
  for (const { channel, data } of rows) {
    if (!word.test(data)) continue
    if ((await authorize({ user, channel, action: 'subscribe' })).ok) tales.add(channel)
  }
  return [...tales]
}

describe('a private project', () => {
  it('has its words in no answer and no channel of who is not in it', async () => {
    const world = await setUp()
    const { as, people, eve, ben, project, inside } = world
    const found = await tellTales(world, ben, /^GET$/)
    expect(found).toEqual(
      expect.arrayContaining([
        'GET /content',
        'GET /content/:id',
        'GET /content/:id/comments',
        'GET /content/:id/releases',
        'GET /content/:id/versions/:versionId',
        'GET /content/:id/versions/:versionId/blockers',
        'GET /content/:id/versions/:versionId/kept-texts',
        'GET /content/:id/versions/:versionId/kept-texts/:keptId',
        'GET /content/:id/versions/:versionId/references',
        'GET /me/projects',
        'GET /projects/:id',
        'GET /projects/:id/activity',
        'GET /projects/:id/blockers',
        'GET /projects/:id/comments',
        'GET /projects/:id/items',
        'GET /projects/:id/references',
        'GET /projects/:id/releases',
        'GET /projects/:id/tasks',
        'GET /releases/:id',
        'GET /search',
      ]),
    )
    expect(await tellTaleChannels(world, people.ben.id)).toEqual(
      expect.arrayContaining([channels.person(people.ben.id), channels.project(project.id)]),
    )

    const scopes = ['content.read', 'project.read', 'comment.read', 'people.read'] as const
    const key = await call<CreatedServiceKey>(as(people.anna), {
      method: 'POST',
      url: '/api/v1/keys',
      payload: { name: 'Reader', scopes: [...scopes] },
    })
    const byKey: Caller = {
      inject: (options) =>
        world.app.inject({
          ...(options as object),
          headers: { ...(options as { headers?: object }).headers, authorization: `Bearer ${key.key}` },
        }),
    } as Caller
    for (const outsider of [as(eve), as(people.dora), as(people.anna), byKey]) {
      expect(await tellTales(world, outsider, /^GET$/)).toEqual([])
    }
    for (const { id } of [eve, people.dora, people.anna, key]) {
      expect(await tellTaleChannels(world, id)).toEqual([])
    }
    const answer = await as(eve).inject({ url: `/api/v1/content/${inside.content.id}` })
    expect(answer.statusCode).toBe(404)
    expect((await as(eve).inject({ url: '/api/v1/notifications/counts' })).json()).toMatchObject({
      unread: 0,
      unseen: 0,
    })
    const list = await as(eve).inject({ url: '/api/v1/content?q=zebra' })
    expect(list.json().data).toEqual([])
    const told = await call<{ data: { kind: string }[] }>(as(people.emil), {
      method: 'GET',
      url: '/api/v1/notifications',
    })
    expect(told.data.map(({ kind }) => kind)).toEqual(['approval.asked'])
    // Last, for some of it changes what is open to everybody.
    expect(await tellTales(world, as(eve), /^(?!GET)/)).toEqual([])
  })

  it('is seen by a group that is let in, and by it no more once somebody leaves it', async () => {
    const world = await setUp()
    const { as, people, eve, project, storage, services } = world
    const anna = as(people.anna)
    const group = await call<Group>(anna, {
      method: 'POST',
      url: '/api/v1/groups',
      payload: { name: 'Keepers', memberIds: [eve.id] },
    })
    const members = `/api/v1/projects/${project.id}/members`
    const payload = { id: group.id, kind: 'group', role: 'viewer' }
    await call<ProjectMembers>(world.ben, { method: 'POST', url: members, payload })
    const authorize = createAuthorize(storage, services.now)
    const mayFollow = async () =>
      (await authorize({ user: eve.id, channel: channels.project(project.id), action: 'subscribe' })).ok
    expect(await mayFollow()).toBe(true)
    const seen = await call<Project & { may: string[]; memberRole: string }>(as(eve), {
      method: 'GET',
      url: `/api/v1/projects/${project.id}`,
    })
    expect(seen).toMatchObject({ name: 'Zebra plan', memberRole: 'viewer', may: [] })
    const comments = `/api/v1/projects/${project.id}/comments`
    const refused = await as(eve).inject({ method: 'POST', url: comments, payload: { body: 'Words' } })
    expect(refused.statusCode).toBe(403)
    await world.post(`/projects/${project.id}/comments`, { body: `zebra @[Eve](person:${eve.id})` })
    await world.runJobs()
    const counts = async () => (await as(eve).inject({ url: '/api/v1/notifications/counts' })).json()
    expect(await counts()).toMatchObject({ unread: 1 })
    expect(await tellTaleChannels(world, eve.id)).toHaveLength(2)

    const ended: string[] = []
    world.sessions.onEnded(({ personId, reason }) => void ended.push(`${personId} ${reason}`))
    await as(eve).inject({ url: '/api/v1/me' })
    await call(anna, { method: 'PATCH', url: `/api/v1/groups/${group.id}`, payload: { removeIds: [eve.id] } })
    expect(await mayFollow()).toBe(false)
    await world.sessions.check()
    expect(ended).toEqual([`${eve.id} rights_changed`])
    await world.runJobs()
    expect(await counts()).toMatchObject({ unread: 0, unseen: 0 })
    expect(await tellTales(world, as(eve), /^GET$/)).toEqual([])
    expect(await tellTaleChannels(world, eve.id)).toEqual([])
  })

  it('lets administrators in, who are seen to be', async () => {
    const { as, people, project, eve } = await setUp()
    const anna = as(people.anna)
    const closed = await call<{ data: { id: Id }[] }>(anna, { method: 'GET', url: '/api/v1/projects/closed' })
    expect(closed.data.map(({ id }) => id)).toEqual([project.id])
    const url = `/api/v1/projects/${project.id}/enter`
    expect((await as(eve).inject({ method: 'POST', url })).statusCode).toBe(403)
    const { data } = await call<ProjectMembers>(anna, { method: 'POST', url })
    expect(data.map(({ id, role, hasEntered }) => [id, role, hasEntered])).toEqual([
      [people.ben.id, 'manager', false],
      [people.emil.id, 'editor', false],
      [people.anna.id, 'manager', true],
    ])
    expect((await anna.inject({ url: `/api/v1/projects/${project.id}` })).statusCode).toBe(200)
    const leave = `/api/v1/projects/${project.id}/members/${people.anna.id}`
    expect((await anna.inject({ method: 'DELETE', url: leave })).statusCode).toBe(204)
    expect((await anna.inject({ url: `/api/v1/projects/${project.id}` })).statusCode).toBe(404)
  })

  it('is everybody’s once it is opened, with what it holds', async () => {
    const world = await setUp()
    const { as, eve, project, inside } = world
    const url = `/api/v1/projects/${project.id}`
    const open = { method: 'POST' as const, url: `${url}/open` }
    expect((await as(eve).inject(open)).statusCode).toBe(404)
    expect((await world.ben.inject(open)).statusCode).toBe(204)
    expect((await as(eve).inject({ url })).json()).toMatchObject({ visibility: 'public', memberRole: null })
    expect((await as(eve).inject({ url: `/api/v1/content/${inside.content.id}` })).statusCode).toBe(200)
    const again = await world.ben.inject({
      method: 'POST',
      url: `${url}/members`,
      payload: { id: eve.id, kind: 'person', role: 'viewer' } satisfies object,
    })
    expect(again.json()).toMatchObject({ code: 'project_is_public' })
  })
})
