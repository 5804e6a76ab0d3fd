import type { ContentState, ItemsState, Project, ProjectItem, Snapshot, Version } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, createDesk, refusal } from '../../test/desk.ts'
import { eventsAfter } from '../../test/journaled.ts'
import { createTestApp, type TestApp } from '../../test/test-app.ts'
import { contentRoutes } from '../content/routes.ts'
import { itemRoutes } from './item-routes.ts'
import { projectRoutes } from './routes.ts'

const unknownId = '01890a5d-ac96-774b-bcce-b302099a8057'

async function setUp() {
  const test = await createTestApp({ routes: [contentRoutes, projectRoutes, itemRoutes] })
  const ben = test.as(test.people.ben)
  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    ben.inject({ method, url: `/api/v1${url}`, ...(payload ? { payload } : {}) })
  const get = <T>(url: string) => call<T>(ben, { method: 'GET', url: `/api/v1${url}` })
  const list = (project: Project) => get<Snapshot<ItemsState>>(`/projects/${project.id}/items`)
  const draft = (contentId: string, language = 'en') =>
    call<Version>(ben, {
      method: 'POST',
      url: `/api/v1/content/${contentId}/versions`,
      payload: { language },
    })
  return { ...test, ben, desk: createDesk(ben), send, get, list, draft }
}

async function outbox({ storage }: TestApp): Promise<{ topic: string; payload: unknown }[]> {
  const rows = await storage.read((tx) =>
    tx.selectFrom('outbox').select(['topic', 'payload']).orderBy('id').execute(),
  )
  return rows.map(({ topic, payload }) => ({ topic, payload: JSON.parse(payload) }))
}

describe('adding items', () => {
  it('takes the newest draft of the first language, and tells every channel', async () => {
    const test = await setUp()
    const { desk, list, get, storage, people } = test
    const { content, version } = await desk.content({ title: 'Page', type: 'media' })
    const project = await desk.project()
    const [item] = await desk.add(project.id, { contentId: content.id })
    expect(item).toMatchObject({
      projectId: project.id,
      contentId: content.id,
      versionId: version.id,
      versionNumber: 1,
      title: 'Page',
      type: 'media',
      language: 'en',
      status: 'draft',
      assigneeId: null,
      dueAt: null,
      commentCount: 0,
      updatedBy: { id: people.ben.id, kind: 'person' },
    })
    const items = await list(project)
    expect(items).toEqual({
      data: [item],
      nextCursor: null,
      position: expect.objectContaining({ channel: `project:${project.id}`, offset: 1 }),
    })
    const [added] = await eventsAfter(storage, `project:${project.id}`)
    expect(added?.event).toMatchObject({ type: 'item.added', items: [item] })
    const state = await get<ContentState>(`/content/${content.id}`)
    expect(state.languages[0]?.projectId).toBe(project.id)
    const changed = (await eventsAfter(storage, `content:${content.id}`)).at(-1)
    expect(changed?.event).toMatchObject({ type: 'version.changed', versions: state.versions })
    const listed = (await eventsAfter(storage, 'content')).at(-1)
    expect(listed?.event).toMatchObject({
      type: 'content.changed',
      items: [{ id: content.id, revision: state.revision, languages: state.languages }],
    })
    expect(await outbox(test)).toEqual([{ topic: 'count', payload: { projectId: project.id } }])
  })

  it('does nothing for what is in the project already', async () => {
    const { desk, send, list } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    const before = await list(project)
    const again = await send('POST', `/projects/${project.id}/items`, {
      items: [{ contentId: item?.contentId }, { contentId: item?.contentId, versionId: item?.versionId }],
    })
    expect(again.statusCode).toBe(200)
    expect(again.json()).toEqual({ data: [item] })
    expect(await list(project)).toEqual(before)
  })

  it('takes content named twice once', async () => {
    const { desk } = await setUp()
    const { content, version } = await desk.content()
    const project = await desk.project()
    const contentId = content.id
    const added = await desk.add(
      project.id,
      { contentId },
      { contentId, versionId: version.id },
      { contentId },
    )
    expect(added).toHaveLength(1)
    const other = await desk.project()
    expect(await desk.add(other.id, { contentId }, { contentId })).toHaveLength(1)
  })

  it('starts a draft when the newest version is elsewhere, published, or in another language', async () => {
    const { desk, get } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const contentId = items[0]?.contentId ?? ''
    const other = await desk.project('Other')
    const [elsewhere] = await desk.add(other.id, { contentId })
    expect(elsewhere).toMatchObject({ versionNumber: 2, status: 'draft', title: 'Page' })
    const [translated] = await desk.add(other.id, { contentId, language: 'sv' })
    expect(translated).toMatchObject({ versionNumber: 1, language: 'sv', title: 'Page' })

    const live = await desk.projectOf('Live')
    await desk.move(live.project.id, live.items, 'in_review', 'ready')
    await desk.publish(live.project.id)
    const [renewed] = await desk.add(live.project.id, { contentId: live.items[0]?.contentId ?? '' })
    expect(renewed).toMatchObject({ versionNumber: 2, status: 'draft' })
    const state = await get<ContentState>(`/content/${contentId}`)
    expect(state.versions.map((one) => [one.language, one.number, one.projectId])).toEqual([
      ['sv', 1, other.id],
      ['en', 2, other.id],
      ['en', 1, project.id],
    ])
  })

  it('takes a free version in any open status as it is', async () => {
    const { desk, send } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    await desk.move(project.id, items, 'in_review', 'rejected')
    await send('DELETE', `/projects/${project.id}/items/${items[0]?.id}`)
    const other = await desk.project()
    expect(await desk.add(other.id, { contentId: items[0]?.contentId ?? '' })).toMatchObject([
      { versionId: items[0]?.versionId, status: 'rejected' },
    ])
  })

  it('names the project that holds a version', async () => {
    const { desk, send, list, draft } = await setUp()
    const { items } = await desk.projectOf('Held', 'Held too')
    const { content } = await desk.content()
    const other = await desk.project('Other')
    const answer = await send('POST', `/projects/${other.id}/items`, {
      items: [
        { contentId: content.id },
        ...items.map(({ contentId, versionId }) => ({ contentId, versionId })),
      ],
    })
    expect(refusal(answer)).toEqual([409, 'version_in_other_project'])
    expect(answer.json().detail).toContain('"Spring campaign"')
    expect(answer.json().errors.map((error: { path: string }) => error.path)).toEqual([
      '/items/1/versionId',
      '/items/2/versionId',
    ])
    expect((await list(other)).data).toEqual([])
    expect((await draft(content.id)).number).toBe(2)
  })

  it('refuses unknown content, versions of other content, and versions that were published', async () => {
    const { desk, send } = await setUp()
    const { content } = await desk.content()
    const { version: other } = await desk.content()
    const { project, items } = await desk.projectOf('Page')
    const url = `/projects/${project.id}/items`
    const add = async (...entries: object[]) => {
      const answer = await send('POST', url, { items: entries })
      return [...refusal(answer), ...(answer.json().errors ?? []).map((one: { path: string }) => one.path)]
    }
    expect(await add({ contentId: content.id }, { contentId: unknownId })).toEqual([
      400,
      'invalid_request',
      '/items/1/contentId',
    ])
    const invalid = [400, 'invalid_request', '/items/0/versionId']
    expect(await add({ contentId: content.id, versionId: other.id })).toEqual(invalid)
    expect(await add({ contentId: content.id, versionId: unknownId })).toEqual(invalid)
    expect(await add({ contentId: other.contentId, versionId: other.id, language: 'sv' })).toEqual(invalid)
    expect(await add()).toEqual([400, 'invalid_request', '/items'])
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    await send('DELETE', `${url}/${items[0]?.id}`)
    const { contentId, versionId } = items[0] ?? {}
    expect(await add({ contentId, versionId })).toEqual([409, 'version_not_editable', '/items/0/versionId'])
  })

  it('does nothing twice under one key', async () => {
    const { ben, desk, list } = await setUp()
    const { content } = await desk.content()
    const project = await desk.project()
    const request = {
      method: 'POST' as const,
      url: `/api/v1/projects/${project.id}/items`,
      payload: { items: [{ contentId: content.id, language: 'sv' }] },
      headers: { 'idempotency-key': 'add' },
    }
    const first = await ben.inject(request)
    expect((await ben.inject(request)).json()).toEqual(first.json())
    expect((await list(project)).position.offset).toBe(1)
  })
})

describe('changing items', () => {
  it('moves one along, with work for the counts and for those concerned', async () => {
    const test = await setUp()
    const { desk, send, storage, get, people } = test
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    const answer = await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.etag).toBe('"2"')
    expect(answer.json()).toMatchObject({ ...item, status: 'in_review', revision: 2 })
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)
    expect(changed?.event).toMatchObject({ type: 'item.changed', items: [answer.json()] })
    const state = await get<ContentState>(`/content/${item?.contentId}`)
    expect(state.versions[0]).toMatchObject({ status: 'in_review', revision: 3 })
    expect((await outbox(test)).slice(-2)).toEqual([
      { topic: 'count', payload: { projectId: project.id } },
      {
        topic: 'notify',
        payload: {
          kind: 'item.status_changed',
          eventId: changed?.event.id,
          actorId: people.ben.id,
          projectId: project.id,
          items: [{ itemId: item?.id, from: 'draft', to: 'in_review' }],
        },
      },
    ])
  })

  it('goes by the table of moves', async () => {
    const { desk, send } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const move = async (status: string) => {
      const answer = await send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, { status })
      return answer.statusCode === 200 ? answer.json<ProjectItem>().status : answer.json().code
    }
    const refused = 'invalid_status_move'
    expect(await move('ready')).toBe(refused)
    expect(await move('rejected')).toBe(refused)
    expect(await move('draft')).toBe('draft')
    expect(await move('in_review')).toBe('in_review')
    expect(await move('draft')).toBe('draft')
    expect(await move('in_review')).toBe('in_review')
    expect(await move('rejected')).toBe('rejected')
    expect(await move('ready')).toBe(refused)
    expect(await move('in_review')).toBe(refused)
    expect(await move('draft')).toBe('draft')
    await move('in_review')
    expect(await move('ready')).toBe('ready')
    expect(await move('draft')).toBe(refused)
    expect(await move('rejected')).toBe(refused)
    expect(await move('published')).toBe('invalid_request')
    await desk.publish(project.id)
    expect(await move('draft')).toBe(refused)
  })

  it('changes many at once or none, naming those that cannot', async () => {
    const { desk, send, list } = await setUp()
    const { project, items } = await desk.projectOf('Draft', 'Ready', 'Ready too')
    await desk.move(project.id, items.slice(1), 'in_review', 'ready')
    const before = await list(project)
    const itemIds = items.map((item) => item.id)
    const url = `/projects/${project.id}/items`
    const blocked = await send('PATCH', url, { itemIds, status: 'draft' })
    expect(refusal(blocked)).toEqual([409, 'invalid_status_move'])
    expect(blocked.json().errors).toEqual([
      { path: '/itemIds/1', message: '"Ready" is ready and cannot become draft' },
      { path: '/itemIds/2', message: '"Ready too" is ready and cannot become draft' },
    ])
    const unknown = await send('PATCH', url, { itemIds: [itemIds[0], unknownId], status: 'in_review' })
    expect(refusal(unknown)).toEqual([400, 'invalid_request'])
    expect(unknown.json().errors).toEqual([{ path: '/itemIds/1', message: 'is not in this project' }])
    expect(await list(project)).toEqual(before)
    const moved = await send('PATCH', url, { itemIds, status: 'in_review' })
    expect(moved.json().data.map((item: ProjectItem) => item.status)).toEqual([
      'in_review',
      'in_review',
      'in_review',
    ])
  })

  it('sets assignee and due date, and tells the one assigned', async () => {
    const test = await setUp()
    const { desk, send, people, storage } = test
    const { project, items } = await desk.projectOf('One', 'Two')
    const [one, two] = items
    const url = `/projects/${project.id}/items`
    const dueAt = '2026-04-01T12:00:00.000Z'
    const assigneeId = people.cleo.id
    const first = await send('PATCH', `${url}/${one?.id}`, { assigneeId, dueAt })
    expect(first.json()).toMatchObject({ assigneeId, dueAt, status: 'draft', revision: 2 })
    await send('PATCH', url, { itemIds: [one?.id, two?.id], assigneeId })
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(changed).toMatchObject({ type: 'item.changed', items: [{ id: two?.id }] })
    const assigned = (await outbox(test)).filter(({ topic }) => topic === 'notify')
    expect(assigned).toEqual([
      expect.objectContaining({ payload: expect.objectContaining({ itemIds: [one?.id], assigneeId }) }),
      {
        topic: 'notify',
        payload: {
          kind: 'item.assigned',
          eventId: changed?.id,
          actorId: people.ben.id,
          projectId: project.id,
          itemIds: [two?.id],
          assigneeId,
        },
      },
    ])
    const cleared = await send('PATCH', `${url}/${one?.id}`, { assigneeId: null, dueAt: null })
    expect(cleared.json()).toMatchObject({ assigneeId: null, dueAt: null, revision: 3 })
    const nobody = await send('PATCH', `${url}/${one?.id}`, { assigneeId: unknownId })
    expect(refusal(nobody)).toEqual([400, 'invalid_request'])
    expect(nobody.json().errors[0].path).toBe('/assigneeId')
  })

  it('leaves what is so already', async () => {
    const { desk, send, list } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const before = await list(project)
    const change = { status: 'draft', assigneeId: null, dueAt: null }
    const answer = await send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, change)
    expect(answer.json()).toEqual(items[0])
    expect(await list(project)).toEqual(before)
  })

  it('is for reviewers as far as the status goes', async () => {
    const { as, desk, people } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const url = `/api/v1/projects/${project.id}/items/${items[0]?.id}`
    const patch = (who: keyof typeof people, payload: object) =>
      as(people[who]).inject({ method: 'PATCH', url, payload })
    expect((await patch('cleo', { status: 'in_review' })).statusCode).toBe(200)
    expect(refusal(await patch('dora', { status: 'draft' }))).toEqual([403, 'forbidden'])
    const assign = { status: 'ready', assigneeId: people.cleo.id }
    expect(refusal(await patch('cleo', assign))).toEqual([403, 'forbidden'])
    expect(refusal(await patch('cleo', { dueAt: null }))).toEqual([403, 'forbidden'])
    const list = `/api/v1/projects/${project.id}/items`
    const add = { method: 'POST' as const, url: list, payload: { items: [{ contentId: unknownId }] } }
    expect(refusal(await as(people.cleo).inject(add))).toEqual([403, 'forbidden'])
    expect(refusal(await as(people.cleo).inject({ method: 'DELETE', url }))).toEqual([403, 'forbidden'])
  })

  it('finds only items of the project in the address', async () => {
    const { desk, send } = await setUp()
    const { items } = await desk.projectOf('Page')
    const other = await desk.project()
    for (const id of [items[0]?.id, unknownId]) {
      const answer = await send('PATCH', `/projects/${other.id}/items/${id}`, { status: 'in_review' })
      expect(refusal(answer)).toEqual([404, 'not_found'])
      expect(refusal(await send('DELETE', `/projects/${other.id}/items/${id}`))).toEqual([404, 'not_found'])
    }
    const unknown = await send('PATCH', `/projects/${unknownId}/items/${items[0]?.id}`, { dueAt: null })
    expect(refusal(unknown)).toEqual([404, 'not_found'])
  })
})

describe('removing items', () => {
  it('frees their versions and says which went', async () => {
    const test = await setUp()
    const { desk, send, list, get, storage } = test
    const { project, items } = await desk.projectOf('One', 'Two', 'Three')
    const [one, two, three] = items
    expect((await send('DELETE', `/projects/${project.id}/items/${one?.id}`)).statusCode).toBe(204)
    const many = await send('POST', `/projects/${project.id}/items/remove`, {
      itemIds: [one?.id, two?.id, unknownId],
    })
    expect(many.statusCode).toBe(204)
    expect((await list(project)).data).toEqual([three])
    const removed = (await eventsAfter(storage, `project:${project.id}`)).slice(-2)
    expect(removed.map(({ event }) => event)).toMatchObject([
      { type: 'item.removed', itemIds: [one?.id] },
      { type: 'item.removed', itemIds: [two?.id] },
    ])
    const state = await get<ContentState>(`/content/${two?.contentId}`)
    expect(state.versions[0]).toMatchObject({ projectId: null, revision: 3 })
    expect((await outbox(test)).filter(({ topic }) => topic === 'count')).toHaveLength(3)
  })
})
