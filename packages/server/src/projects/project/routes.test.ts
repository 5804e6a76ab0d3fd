import type { ContentState, Project, ProjectsState, Snapshot } from '@copydesk/contract'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'
import { eventsAfter } from '../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const change = (project: Project, payload: object, key = 'change') =>
    test.send('PATCH', `/projects/${project.id}`, payload, {
      'if-match': `"${project.revision}"`,
      'idempotency-key': key,
    })
  return { ...test, change, remove: (id: string) => test.send('DELETE', `/projects/${id}`) }
}

describe('creating a project', () => {
  it('answers it, lists it with its counts, and publishes it', async () => {
    const { ben, people, get, storage } = await setUp()
    const answer = await ben.inject({
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: ' Launch ', color: 'teal' },
      headers: { 'idempotency-key': 'launch' },
    })
    expect(answer.statusCode).toBe(201)
    expect(answer.headers.etag).toBe('"1"')
    const project = answer.json<Project>()
    expect(project).toMatchObject({
      name: 'Launch',
      description: '',
      color: 'teal',
      createdBy: { id: people.ben.id, kind: 'person' },
      publishedAt: null,
    })
    const list = await get<Snapshot<ProjectsState>>('/projects')
    expect(list.position).toMatchObject({ channel: 'projects', offset: 1 })
    expect(list.data).toEqual([
      { ...project, counts: expect.objectContaining({ draft: 0, published: 0 }), commentCount: 0 },
    ])
    const [created] = await eventsAfter(storage, 'projects')
    expect(created?.event).toMatchObject({
      type: 'project.created',
      commandId: 'launch',
      project: list.data[0],
    })
  })

  it('does nothing twice under one key, and refuses the key for another project', async () => {
    const { ben, get } = await setUp()
    const request: InjectOptions = {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Once' },
      headers: { 'idempotency-key': 'once' },
    }
    const [first, second] = await Promise.all([ben.inject(request), ben.inject(request)])
    expect(second.json()).toEqual(first.json())
    expect((await get<ProjectsState>('/projects')).data).toHaveLength(1)
    const other = await ben.inject({ ...request, payload: { name: 'Twice' } })
    expect(refusal(other)).toEqual([422, 'idempotency_key_reused'])
  })

  it('is for editors, with a name', async () => {
    const { as, app, ben, people } = await setUp()
    const request: InjectOptions = { method: 'POST', url: '/api/v1/projects', payload: { name: 'No' } }
    expect(refusal(await as(people.cleo).inject(request))).toEqual([403, 'forbidden'])
    expect(refusal(await app.inject({ ...request, payload: {} }))).toEqual([401, 'not_signed_in'])
    const nameless = await ben.inject({ ...request, payload: { name: ' ' } })
    expect(refusal(nameless)).toEqual([400, 'invalid_request'])
    expect(nameless.json().errors[0].path).toBe('/name')
  })
})

describe('reading a project', () => {
  it('gives it with its ETag and position, to viewers too', async () => {
    const { as, desk, people } = await setUp()
    const project = await desk.project()
    const answer = await as(people.dora).inject({ method: 'GET', url: `/api/v1/projects/${project.id}` })
    expect(answer.headers.etag).toBe('"1"')
    expect(answer.json()).toEqual({
      ...project,
      may: [],
      memberRole: null,
      position: { channel: `project:${project.id}`, epoch: expect.any(String), offset: 0 },
    })
  })

  it('counts items by status', async () => {
    const { desk, get } = await setUp()
    const { project, items } = await desk.projectOf('a', 'b', 'c')
    await desk.move(project.id, items.slice(1), 'in_review')
    const { data } = await get<ProjectsState>('/projects')
    expect(data[0]?.counts).toMatchObject({ draft: 1, in_review: 2, ready: 0 })
  })
})

describe('changing a project', () => {
  it('publishes its new state in both channels', async () => {
    const { desk, change, storage, advance } = await setUp()
    const before = await desk.project('Old')
    advance(60_000)
    const answer = await change(before, { name: 'New' })
    expect(answer.headers.etag).toBe('"2"')
    const project = answer.json<Project>()
    expect(project).toEqual({
      ...before,
      name: 'New',
      revision: 2,
      updatedAt: '2026-03-02T09:01:00.000Z',
    })
    for (const channel of ['projects', `project:${project.id}`]) {
      const [changed] = (await eventsAfter(storage, channel)).slice(-1)
      expect(changed?.event).toMatchObject({ type: 'project.changed', project, commandId: 'change' })
    }
  })

  it('refuses the second of two writers, a missing and a strange If-Match', async () => {
    const { ben, desk, change, get } = await setUp()
    const project = await desk.project()
    const url = `/api/v1/projects/${project.id}`
    const answers = await Promise.all([
      change(project, { name: 'A' }, 'first'),
      change(project, { name: 'B' }, 'second'),
    ])
    expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 412])
    expect((await get<Project>(`/projects/${project.id}`)).revision).toBe(2)
    const patch = (headers: Record<string, string>) =>
      ben.inject({ method: 'PATCH', url, payload: { name: 'C' }, headers })
    expect(refusal(await patch({}))).toEqual([428, 'precondition_required'])
    expect(refusal(await patch({ 'if-match': 'abc' }))).toEqual([412, 'revision_mismatch'])
    expect((await patch({ 'if-match': '*' })).statusCode).toBe(200)
  })

  it('leaves revision and journal alone when it is so already', async () => {
    const { desk, change, storage } = await setUp()
    const project = await desk.project('Same')
    expect((await change(project, { name: 'Same' })).json()).toEqual(project)
    expect(await eventsAfter(storage, `project:${project.id}`)).toEqual([])
  })
})

describe('deleting a project', () => {
  it('answers 410 from then on, and frees the versions', async () => {
    const { ben, desk, get, remove, storage } = await setUp()
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    expect((await remove(project.id)).statusCode).toBe(204)
    expect((await get<ProjectsState>('/projects')).data).toEqual([])
    const requests: InjectOptions[] = [
      { method: 'GET', url: '' },
      { method: 'DELETE', url: '' },
      { method: 'PATCH', url: '', payload: { name: 'x' }, headers: { 'if-match': '*' } },
      { method: 'POST', url: '/publish', payload: { mode: 'all' } },
      { method: 'GET', url: '/items' },
      { method: 'POST', url: '/items', payload: { items: [{ contentId: item?.contentId }] } },
      { method: 'PATCH', url: `/items/${item?.id}`, payload: { status: 'in_review' } },
      { method: 'DELETE', url: `/items/${item?.id}` },
    ]
    for (const request of requests) {
      const answer = await ben.inject({ ...request, url: `/api/v1/projects/${project.id}${request.url}` })
      expect(refusal(answer)).toEqual([410, 'gone'])
    }
    const content = await get<ContentState>(`/content/${item?.contentId}`)
    expect(content.languages[0]?.projectId).toBeNull()
    for (const channel of ['projects', `project:${project.id}`]) {
      const [deleted] = (await eventsAfter(storage, channel)).slice(-1)
      expect(deleted?.event).toMatchObject({ type: 'project.deleted', projectId: project.id })
    }
    const other = await desk.project('Other')
    expect(await desk.add(other.id, { contentId: content.id })).toMatchObject([
      { versionId: item?.versionId },
    ])
  })

  it('needs a project that exists, and an editor', async () => {
    const { as, ben, desk, people, remove } = await setUp()
    expect(refusal(await remove(unknownId))).toEqual([404, 'not_found'])
    expect(refusal(await remove('7'))).toEqual([400, 'invalid_request'])
    expect(refusal(await ben.inject({ method: 'GET', url: `/api/v1/projects/${unknownId}` }))).toEqual([
      404,
      'not_found',
    ])
    const { id } = await desk.project()
    const answer = await as(people.cleo).inject({ method: 'DELETE', url: `/api/v1/projects/${id}` })
    expect(refusal(answer)).toEqual([403, 'forbidden'])
  })
})
