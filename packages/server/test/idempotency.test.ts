/** The same command sent again because its answer was lost: whatever the method, it happened once. */
import type { Comment, Notification, Project, Version } from '@copydesk/contract'
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

const routes = [contentRoutes, projectRoutes, itemRoutes, releaseRoutes, commentRoutes, notificationRoutes]

async function setUp() {
  const test = await createTestApp({ routes })
  const ben = test.as(test.people.ben)
  const desk = createDesk(ben)
  const { project, items } = await desk.projectOf('First', 'Second')
  const { version } = await desk.content({ title: 'Text', body: 'one' })
  const [first] = items
  if (!first) throw new Error('The project has no item')
  const comments = `/api/v1/projects/${project.id}/comments`
  const comment = await call<Comment>(test.as(test.people.cleo), {
    method: 'POST',
    url: comments,
    payload: { body: 'A word', itemId: first.id },
  })
  const own = await call<Comment>(ben, { method: 'POST', url: comments, payload: { body: 'Mine' } })
  await test.runJobs()
  const inbox = await call<{ data: Notification[] }>(ben, { method: 'GET', url: '/api/v1/notifications' })
  const [notification] = inbox.data
  if (!notification) throw new Error('Ben was not told')
  return { ...test, ben, project, first, items, version, comment, own, notification }
}

type Made = Awaited<ReturnType<typeof setUp>>
const tag = ({ revision }: { revision: number }) => ({ 'if-match': `"${revision}"` })
const commands: Record<string, (made: Made) => InjectOptions> = {
  'a project changed': ({ project }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}`,
    payload: { name: 'Other' },
    headers: tag(project),
  }),
  'a project deleted': ({ project }) => ({ method: 'DELETE', url: `/projects/${project.id}` }),
  'an item moved': ({ project, first }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}/items/${first.id}`,
    payload: { status: 'in_review' },
  }),
  'items moved': ({ project, items }) => ({
    method: 'PATCH',
    url: `/projects/${project.id}/items`,
    payload: { itemIds: items.map((item) => item.id), status: 'in_review' },
  }),
  'an item removed': ({ project, first }) => ({
    method: 'DELETE',
    url: `/projects/${project.id}/items/${first.id}`,
  }),
  'a comment edited': ({ own }) => ({
    method: 'PATCH',
    url: `/comments/${own.id}`,
    payload: { body: 'Other words' },
    headers: tag(own),
  }),
  'a comment deleted': ({ own }) => ({ method: 'DELETE', url: `/comments/${own.id}` }),
  'a notification read': ({ notification }) => ({
    method: 'PATCH',
    url: `/notifications/${notification.id}`,
    payload: { read: true },
  }),
  'a text saved': ({ version }) => ({
    method: 'PATCH',
    url: `/content/${version.contentId}/versions/${version.id}`,
    payload: { body: 'two' },
    headers: tag(version),
  }),
  'a title saved': ({ version }) => ({
    method: 'PATCH',
    url: `/content/${version.contentId}/versions/${version.id}`,
    payload: { title: 'Other' },
    headers: tag(version),
  }),
}

describe('a command sent again under its key', () => {
  it.each(Object.entries(commands))('answers as before and does nothing: %s', async (_, command) => {
    const made = await setUp()
    const { url, headers, ...rest } = command(made)
    const request = { ...rest, url: `/api/v1${String(url)}`, headers: { ...headers, 'idempotency-key': 'k' } }
    const first = await made.ben.inject(request)
    expect(first.statusCode).toBeLessThan(300)
    const announced = made.announced.length
    const second = await made.ben.inject(request)
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect([second.statusCode, second.body]).toEqual([first.statusCode, first.body])
    expect(second.headers.etag).toBe(first.headers.etag)
    expect(made.announced).toHaveLength(announced)
  })

  it('is refused for another body, another path and another method', async () => {
    const { ben, project } = await setUp()
    const headers = { ...tag(project), 'idempotency-key': 'k' }
    const url = `/api/v1/projects/${project.id}`
    await call<Project>(ben, { method: 'PATCH', url, payload: { name: 'Other' }, headers })
    const others: InjectOptions[] = [
      { method: 'PATCH', url, payload: { name: 'Another' }, headers },
      { method: 'PATCH', url: `${url}/items`, payload: { itemIds: [project.id] }, headers },
      { method: 'DELETE', url, headers },
    ]
    for (const other of others) {
      expect(refusal(await ben.inject(other))).toEqual([422, 'idempotency_key_reused'])
    }
  })

  it('answers with the revision of then after a colleague saved, so that their words are not overwritten', async () => {
    const { as, people, ben, version } = await setUp()
    const url = `/api/v1/content/${version.contentId}/versions/${version.id}`
    const request = { method: 'PATCH' as const, url, payload: { body: 'two' } }
    const headers = { ...tag(version), 'idempotency-key': 'k' }
    const saved = await call<Version>(ben, { ...request, headers })
    await call(as(people.emil), { ...request, payload: { body: 'three' }, headers: tag(saved) })
    expect(await call<Version>(ben, { ...request, headers })).toEqual(saved)
  })

  it('keeps no copy of the text that it saved', async () => {
    const { ben, storage, version } = await setUp()
    const url = `/api/v1/content/${version.contentId}/versions/${version.id}`
    const headers = { ...tag(version), 'idempotency-key': 'k' }
    await call(ben, { method: 'PATCH', url, payload: { body: 'a very long text' }, headers })
    const rows = await storage.read((tx) => tx.selectFrom('idempotency_keys').select('body').execute())
    expect(rows.map((row) => row.body).join()).not.toContain('a very long text')
  })
})
