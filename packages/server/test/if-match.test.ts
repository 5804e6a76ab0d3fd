/** If-Match (RFC 9110, 13.1.1) on everything that changes something, and bulk commands that name what was seen. */
import type { Comment, Notification, ProjectItem } from '@copydesk/contract'
import type { InjectOptions } from 'fastify'
import { describe, expect, it } from 'vitest'
import { commentRoutes } from '../src/comments/routes.ts'
import { contentRoutes } from '../src/content/routes/content.ts'
import { notificationRoutes } from '../src/notifications/routes.ts'
import { itemRoutes } from '../src/projects/items/routes.ts'
import { projectRoutes } from '../src/projects/project/routes.ts'
import { releaseRoutes } from '../src/projects/releases/routes.ts'
import { call, createDesk, refusal } from './desk.ts'
import { createTestApp } from './test-app.ts'

async function setUp() {
  const test = await createTestApp({
    routes: [contentRoutes, projectRoutes, itemRoutes, releaseRoutes, commentRoutes, notificationRoutes],
  })
  const ben = test.as(test.people.ben)
  const desk = createDesk(ben)
  const { content, version } = await desk.content({ title: 'Text', body: 'one' })
  const project = await desk.project()
  const [item] = (await desk.add(project.id, { contentId: content.id })) as [ProjectItem]
  const comment = await call<Comment>(ben, {
    method: 'POST',
    url: `/api/v1/projects/${project.id}/comments`,
    payload: { body: 'A word' },
  })
  await call(test.as(test.people.cleo), {
    method: 'POST',
    url: `/api/v1/projects/${project.id}/comments`,
    payload: { body: 'Another', parentId: comment.id },
  })
  await test.runJobs()
  const inbox = await call<{ data: Notification[] }>(ben, { method: 'GET', url: '/api/v1/notifications' })
  const [notification] = inbox.data as [Notification]
  const edit = (body: string) =>
    call(ben, {
      method: 'PATCH',
      url: `/api/v1/content/${content.id}/versions/${version.id}`,
      payload: { body },
      headers: { 'if-match': '*' },
    })
  return { ...test, ben, desk, content, version, project, item, comment, notification, edit }
}

type Made = Awaited<ReturnType<typeof setUp>>
type Request = (made: Made) => InjectOptions & { url: string }
const unsafe: Record<string, Request> = {
  'POST /projects': () => ({ method: 'POST', url: '/projects', payload: { name: 'P' } }),
  'PATCH /projects/{id}': ({ project }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}`,
    payload: { name: 'Other' },
  }),
  'DELETE /projects/{id}': ({ project }) => ({ method: 'DELETE', url: `/projects/${project.id}` }),
  'POST publish': ({ project }) => ({
    method: 'POST',
    url: `/projects/${project.id}/publish`,
    payload: { mode: 'ready' },
  }),
  'POST items': ({ project, content }) => ({
    method: 'POST',
    url: `/projects/${project.id}/items`,
    payload: { items: [{ contentId: content.id, language: 'sv' }] },
  }),
  'PATCH items': ({ project, item }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}/items`,
    payload: { itemIds: [item.id], dueAt: '2026-04-01' },
  }),
  'POST items/remove': ({ project, item }) => ({
    method: 'POST',
    url: `/projects/${project.id}/items/remove`,
    payload: { itemIds: [item.id] },
  }),
  'POST items/restore': ({ project, item }) => ({
    method: 'POST',
    url: `/projects/${project.id}/items/restore`,
    payload: { itemIds: [item.id] },
  }),
  'PATCH item': ({ project, item }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}/items/${item.id}`,
    payload: { status: 'in_review' },
  }),
  'DELETE item': ({ project, item }) => ({
    method: 'DELETE',
    url: `/projects/${project.id}/items/${item.id}`,
  }),
  'POST comments': ({ project }) => ({
    method: 'POST',
    url: `/projects/${project.id}/comments`,
    payload: { body: 'More' },
  }),
  'PATCH comment': ({ comment }) => ({
    method: 'PATCH',
    url: `/comments/${comment.id}`,
    payload: { body: 'Other' },
  }),
  'DELETE comment': ({ comment }) => ({ method: 'DELETE', url: `/comments/${comment.id}` }),
  'POST resolve': ({ comment }) => ({ method: 'POST', url: `/threads/${comment.id}/resolve` }),
  'POST /content': () => ({
    method: 'POST',
    url: '/content',
    payload: { type: 'page', language: 'en', title: 'T' },
  }),
  'POST versions': ({ content }) => ({
    method: 'POST',
    url: `/content/${content.id}/versions`,
    payload: { language: 'en' },
  }),
  'PATCH version': ({ content, version }) => ({
    method: 'PATCH',
    url: `/content/${content.id}/versions/${version.id}`,
    payload: { body: 'two' },
  }),
  'PATCH notification': ({ notification }) => ({
    method: 'PATCH',
    url: `/notifications/${notification.id}`,
    payload: { read: true },
  }),
  'POST read-all': () => ({ method: 'POST', url: '/notifications/read-all', payload: {} }),
}

const send = (made: Made, request: Request, ifMatch: string) => {
  const { url, ...rest } = request(made)
  return made.ben.inject({ ...rest, url: `/api/v1${url}`, headers: { 'if-match': ifMatch } })
}

describe('If-Match', () => {
  it.each(Object.entries(unsafe))('that matches nothing stops %s', async (_, request) => {
    const made = await setUp()
    const announced = made.announced.length
    for (const tag of ['"999"', 'W/"1"', '"of another server"', 'abc', '"01"', '']) {
      expect([tag, ...refusal(await send(made, request, tag))]).toEqual([tag, 412, 'revision_mismatch'])
    }
    expect(made.announced).toHaveLength(announced)
  })

  const tagged = Object.entries(unsafe).filter(([name]) => !/publish|POST|restore/.test(name))
  it.each(tagged)('with any tag of a list, or with *, lets %s pass', async (_, request) => {
    for (const ifMatch of ['"a, b", "1","2" , "3", "4"', '*', ' * ']) {
      const made = await setUp()
      expect((await send(made, request, ifMatch)).statusCode).toBeLessThan(300)
    }
  })

  it('of what was looked at stops the approval of what nobody read', async () => {
    const { as, people, project, item, desk, edit } = await setUp()
    const [seen] = (await desk.move(project.id, [item], 'in_review')) as [ProjectItem]
    await edit('not what was reviewed')
    const answer = await as(people.cleo).inject({
      method: 'PATCH',
      url: `/api/v1/projects/${project.id}/items/${item.id}`,
      payload: { status: 'ready' },
      headers: { 'if-match': `"${seen.revision}"` },
    })
    expect(refusal(answer)).toEqual([412, 'revision_mismatch'])
    expect(answer.json().detail).toContain('Changed since you looked')
  })
})

describe('items named with their revisions', () => {
  it('are moved when they are as they were seen, and none of them when one is not', async () => {
    const made = await setUp()
    const { ben, desk, project, item, edit } = made
    const [other] = (await desk.add(project.id, { contentId: (await desk.content()).content.id })) as [
      ProjectItem,
    ]
    const move = (items: { id: string; revision: number }[], status: string) =>
      ben.inject({ method: 'PATCH', url: `/api/v1/projects/${project.id}/items`, payload: { items, status } })
    const moved = await move(
      [item, other].map(({ id, revision }) => ({ id, revision })),
      'in_review',
    )
    expect(moved.statusCode).toBe(200)
    const seen: ProjectItem[] = moved.json().data
    await edit('changed')
    const answer = await move(
      seen.map(({ id, revision }) => ({ id, revision })),
      'ready',
    )
    expect(refusal(answer)).toEqual([412, 'revision_mismatch'])
    expect(answer.json().errors).toMatchObject([{ path: '/items/0' }])
    const { data } = await call<{ data: ProjectItem[] }>(ben, {
      method: 'GET',
      url: `/api/v1/projects/${project.id}/items`,
    })
    expect(data.map(({ status }) => status)).toEqual(['in_review', 'in_review'])
  })

  it('or without, but not both and not neither', async () => {
    const { ben, project, item } = await setUp()
    const url = `/api/v1/projects/${project.id}/items`
    const named = { items: [{ id: item.id, revision: 1 }], itemIds: [item.id] }
    for (const payload of [named, {}]) {
      const answer = await ben.inject({ method: 'PATCH', url, payload: { ...payload, status: 'in_review' } })
      expect(refusal(answer)).toEqual([400, 'invalid_request'])
    }
  })

  it('are published when nothing changed, and nothing else goes along', async () => {
    const { ben, desk, project, item, edit } = await setUp()
    const publish = (items: ProjectItem[]) =>
      ben.inject({
        method: 'POST',
        url: `/api/v1/projects/${project.id}/publish`,
        payload: { mode: 'all', items: items.map(({ id, revision }) => ({ id, revision })) },
      })
    const [seen] = (await desk.move(project.id, [item], 'in_review', 'ready')) as [ProjectItem]
    await desk.move(project.id, [item], 'in_review')
    await edit('changed')
    const [now] = (await desk.move(project.id, [item], 'ready')) as [ProjectItem]
    expect(refusal(await publish([seen]))).toEqual([412, 'revision_mismatch'])
    const [late] = (await desk.add(project.id, { contentId: (await desk.content()).content.id })) as [
      ProjectItem,
    ]
    const [ready] = (await desk.move(project.id, [late], 'in_review', 'ready')) as [ProjectItem]
    expect(refusal(await publish([now]))).toEqual([412, 'revision_mismatch'])
    expect((await publish([now, ready])).statusCode).toBe(200)
  })
})
