import type { CreatedContent, Id, Project, ProjectItem, TrashState } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { expectTrueCounts } from '../../test/comment-counts.ts'
import { call, refusal } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'

const dayMs = 24 * 60 * 60 * 1000

async function setUp() {
  const test = await createDeskTest()
  const { send, get, as, people } = test
  const anna = as(people.anna)
  const purge = (path: string) => anna.inject({ method: 'DELETE', url: `/api/v1/trash/${path}` })
  const trash = async (query = '') => {
    const { data, total } = await get<TrashState>(`/trash${query}`)
    expect(total).toBe(data.length)
    return data.map(({ title }) => title)
  }
  const deleted = async (title: string): Promise<CreatedContent> => {
    const created = await test.desk.content({ title })
    await send('DELETE', `/content/${created.content.id}`)
    return created
  }
  const count = (table: 'version_bodies' | 'comments' | 'tasks' | 'activity' | 'outbox') =>
    test.storage.read(async (tx) => (await tx.selectFrom(table).selectAll().execute()).length)
  return { ...test, anna, purge, trash, deleted, count }
}

describe('the trash', () => {
  it('lists content and projects with who deleted them and until when, the last first', async () => {
    const { desk, deleted, send, get, trash, people, advance } = await setUp()
    const { content } = await deleted('Prices')
    advance(1000)
    const project = await desk.project('Autumn prices')
    await send('DELETE', `/projects/${project.id}`)
    expect(await get<TrashState>('/trash')).toMatchObject({
      data: [
        { kind: 'project', id: project.id, title: 'Autumn prices', color: 'slate' },
        {
          kind: 'content',
          id: content.id,
          title: 'Prices',
          type: 'page',
          deletedBy: { id: people.ben.id, kind: 'person' },
          deletedAt: '2026-03-02T09:00:00.000Z',
          purgeAt: '2026-04-01T09:00:00.000Z',
        },
      ],
      total: 2,
      position: { channel: 'trash', offset: 2 },
    })
    expect(await trash('?kind=content')).toEqual(['Prices'])
    expect(await trash('?q=AUTUMN')).toEqual(['Autumn prices'])
    expect(await trash('?q=prices&kind=project')).toEqual(['Autumn prices'])
    expect(await trash('?q=winter')).toEqual([])
    await send('POST', `/content/${content.id}/restore`)
    expect(await trash()).toEqual(['Autumn prices'])
  })

  it('shows nobody what a private project held', async () => {
    const { desk, send, as, people, trash } = await setUp()
    const secret = (
      await send('POST', '/projects', { name: 'Secret', visibility: 'private' })
    ).json<Project>()
    const { content } = await desk.content({ title: 'Merger' })
    await desk.add(secret.id, { contentId: content.id })
    await send('DELETE', `/content/${content.id}`)
    await send('DELETE', `/projects/${secret.id}`)
    expect((await trash()).sort()).toEqual(['Merger', 'Secret'])
    const other = await call<TrashState>(as(people.emil), { method: 'GET', url: '/api/v1/trash' })
    expect([other.data, other.total]).toEqual([[], 0])
  })
})

describe('what leaves the trash', () => {
  it('is gone for good once its time is over, and only then', async () => {
    const { deleted, send, trash, advance, runJobs, count, get } = await setUp()
    const { content } = await deleted('Old')
    const back = await deleted('Back')
    await send('POST', `/content/${back.content.id}/restore`)
    advance(15 * dayMs)
    await trash()
    const again = await deleted('Again')
    advance(15 * dayMs - 60_000)
    await runJobs()
    expect(await trash()).toEqual(['Again', 'Old'])
    advance(60_000)
    await runJobs()
    expect(await trash()).toEqual(['Again'])
    expect(refusal(await send('POST', `/content/${content.id}/restore`))).toEqual([410, 'gone'])
    expect(refusal(await send('GET', `/content/${content.id}`))).toEqual([410, 'gone'])
    expect(await count('version_bodies')).toBe(2)
    expect(await get(`/content/${back.content.id}`)).toMatchObject({ title: 'Back' })
    expect((await send('POST', `/content/${again.content.id}/restore`)).statusCode).toBe(200)
    advance(20 * dayMs)
    await runJobs()
    expect(await count('version_bodies')).toBe(2)
  })

  it('is deleted for good by administrators alone, with what was written in it', async () => {
    const { desk, send, purge, trash, count, get, storage } = await setUp()
    const { project, items } = await desk.projectOf('Prices')
    const [prices] = items as [ProjectItem]
    const path = `/projects/${project.id}`
    await send('POST', `${path}/comments`, { itemId: prices.id, body: 'Too low' })
    await send('POST', `${path}/tasks`, { title: 'Sign' })
    expect(refusal(await purge(`projects/${project.id}`))).toEqual([409, 'not_in_trash'])
    expect(refusal(await purge(`content/${prices.contentId}`))).toEqual([409, 'not_in_trash'])
    await send('DELETE', path)
    expect(refusal(await send('DELETE', `/trash${path}`))).toEqual([403, 'forbidden'])
    expect((await purge(`projects/${project.id}`)).statusCode).toBe(204)
    expect(await trash()).toEqual([])
    expect(refusal(await send('POST', `${path}/restore`))).toEqual([410, 'gone'])
    expect(refusal(await purge(`projects/${project.id}`))).toEqual([410, 'gone'])
    expect(await Promise.all((['comments', 'tasks', 'activity'] as const).map(count))).toEqual([0, 0, 0])
    expect(await get(`/content/${prices.contentId}`)).toMatchObject({ title: 'Prices' })
    await send('POST', `/content/${prices.contentId}/comments`, { language: 'en', body: 'Too high' })
    expect(await count('comments')).toBe(1)
    await send('DELETE', `/content/${prices.contentId}`)
    expect((await purge(`content/${prices.contentId}`)).statusCode).toBe(204)
    expect(await count('comments')).toBe(0)
    await expectTrueCounts(storage)
  })

  it('takes along what was said of its texts by themselves', async () => {
    const { desk, send, purge, count } = await setUp()
    const { content } = await desk.content()
    const said = await send('POST', `/content/${content.id}/comments`, { language: 'en', body: 'Too long' })
    expect([said.statusCode, await count('comments')]).toEqual([201, 1])
    await send('DELETE', `/content/${content.id}`)
    await purge(`content/${content.id}`)
    expect(await count('comments')).toBe(0)
  })

  it('stays in the history of releases, and as gone in texts that refer to it', async () => {
    const { desk, send, purge, get, runJobs } = await setUp()
    const { project, items } = await desk.projectOf('Prices')
    const [prices] = items as [ProjectItem]
    const publish = async (projectId: Id, moved: readonly ProjectItem[]) => {
      await desk.move(projectId, moved, 'in_review', 'ready')
      await desk.publish(projectId)
    }
    await publish(project.id, items)
    const down = await desk.project('Down')
    await publish(down.id, await desk.add(down.id, { contentId: prices.contentId, action: 'unpublish' }))
    const { content, version } = await desk.content({ body: `[prices](content:${prices.contentId})` })
    await send('DELETE', `/content/${prices.contentId}`)
    await purge(`content/${prices.contentId}`)
    await runJobs()
    const releases = await get<{ data: { id: Id }[] }>(`/projects/${project.id}/releases`)
    expect(await get(`/releases/${releases.data[0]?.id}`)).toMatchObject({ data: [{ title: 'Prices' }] })
    expect(await get(`/content/${content.id}/versions/${version.id}/references`)).toMatchObject({
      data: [{ contentId: prices.contentId, content: null }],
    })
    expect(refusal(await send('POST', `/releases/${releases.data[0]?.id}/revert`, {}))).toEqual([
      409,
      'nothing_to_revert',
    ])
  })
})
