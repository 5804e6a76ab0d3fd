import type {
  BlockerList,
  ContentListState,
  ContentState,
  Id,
  ItemRows,
  ProjectItem,
  RestoredContent,
  SearchResult,
  VersionReferences,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../test/desk.ts'
import { createDeskTest } from '../../test/desk-test.ts'

const dayMs = 24 * 60 * 60 * 1000

async function setUp() {
  const test = await createDeskTest()
  const { desk, send, get } = test
  const remove = (id: Id, headers = {}) => send('DELETE', `/content/${id}`, undefined, headers)
  const restore = (id: Id, headers = {}) => send('POST', `/content/${id}/restore`, undefined, headers)
  const list = async () => (await get<ContentListState>('/content')).data.map(({ title }) => title)
  const itemsOf = async (id: Id) => (await get<{ data: ProjectItem[] }>(`/projects/${id}/items`)).data
  const publishAll = async (projectId: Id, items: readonly ProjectItem[]) => {
    await desk.move(projectId, items, 'in_review', 'ready')
    await desk.publish(projectId)
  }
  return { ...test, remove, restore, list, itemsOf, publishAll }
}

describe('content that is deleted', () => {
  it('is out of lists, search, projects and its own address, and comes back as it was', async () => {
    const { desk, remove, restore, list, itemsOf, get, send } = await setUp()
    const { project, items } = await desk.projectOf('Prices', 'Terms')
    const [prices] = items as [ProjectItem]
    const path = `/projects/${project.id}`
    await send('POST', `${path}/comments`, { itemId: prices.id, body: 'Too low' })
    await send('POST', `${path}/tasks`, { title: 'Sign', itemId: prices.id })
    const before = await itemsOf(project.id)
    expect((await remove(prices.contentId)).statusCode).toBe(204)
    expect(await list()).toEqual(['Terms'])
    expect((await get<SearchResult>('/search?q=prices')).data).toEqual([])
    expect((await itemsOf(project.id)).map(({ title }) => title)).toEqual(['Terms'])
    expect(refusal(await send('GET', `/content/${prices.contentId}`))).toEqual([410, 'gone'])
    const version = `/content/${prices.contentId}/versions/${prices.versionId}`
    const edited = await send('PATCH', version, { title: 'No' }, { 'if-match': '*' })
    expect(refusal(edited)).toEqual([410, 'gone'])
    const again = await send('POST', `${path}/items`, { items: [{ contentId: prices.contentId }] })
    expect(again.json().errors[0].message).toBe('This content was deleted')
    expect(refusal(await send('POST', `${path}/items/restore`, { itemIds: [prices.id] }))).toEqual([
      410,
      'gone',
    ])
    const back = await restore(prices.contentId)
    expect(back.json<RestoredContent>()).toMatchObject({ content: { title: 'Prices' }, left: [] })
    expect(await list()).toEqual(['Terms', 'Prices'])
    expect((await itemsOf(project.id)).map(({ id, commentCount }) => [id, commentCount])).toEqual(
      before.map(({ id, commentCount }) => [id, commentCount]),
    )
    expect((await get<{ data: object[] }>(`${path}/tasks`)).data).toMatchObject([{ itemId: prices.id }])
  })

  it('is refused while it is live, scheduled or changed since it was looked at', async () => {
    const { desk, remove, publishAll, send } = await setUp()
    const { content } = await desk.content({ title: 'Home' })
    const stale = { 'if-match': `"${content.revision + 7}"` }
    expect(refusal(await remove(content.id, stale))).toEqual([412, 'revision_mismatch'])
    const project = await desk.project()
    const items = await desk.add(project.id, { contentId: content.id })
    await desk.move(project.id, items, 'in_review', 'ready')
    const time = { wallTime: '2030-01-01T09:00', timeZone: 'UTC' }
    await send('POST', `/projects/${project.id}/schedule`, time)
    expect(refusal(await remove(content.id))).toEqual([409, 'locked_by_schedule'])
    await send('DELETE', `/projects/${project.id}/schedule`)
    await desk.publish(project.id)
    expect(refusal(await remove(content.id))).toEqual([409, 'content_live'])
    const down = await desk.project('Down')
    await publishAll(down.id, await desk.add(down.id, { contentId: content.id, action: 'unpublish' }))
    expect((await remove(content.id)).statusCode).toBe(204)
  })

  it('comes back for thirty days, and not at the end of them', async () => {
    const { desk, remove, restore, advance, list } = await setUp()
    const { content } = await desk.content()
    await remove(content.id)
    /** Whoever is away for a month is signed out meanwhile. */
    const pass = async (ms: number) => {
      advance(ms / 2)
      await list()
      advance(ms / 2)
    }
    await pass(30 * dayMs - 2)
    expect((await restore(content.id)).statusCode).toBe(200)
    expect((await restore(content.id)).statusCode).toBe(200)
    await remove(content.id)
    await pass(30 * dayMs)
    expect(refusal(await restore(content.id))).toEqual([410, 'gone'])
  })

  it('is not for a reviewer to delete', async () => {
    const { desk, as, people } = await setUp()
    const { content } = await desk.content()
    const answer = await as(people.cleo).inject({ method: 'DELETE', url: `/api/v1/content/${content.id}` })
    expect(refusal(answer)).toEqual([403, 'forbidden'])
  })

  it('is told as such where something refers to it, and blocks what embeds it', async () => {
    const { desk, remove, restore, get } = await setUp()
    const { content: target } = await desk.content({ title: 'Price table', type: 'block' })
    const body = `![table](content:${target.id}) and [more](content:${target.id})`
    const { content, version } = await desk.content({ title: 'Home', body })
    const path = `/content/${content.id}/versions/${version.id}`
    await remove(target.id)
    const references = async () => (await get<VersionReferences>(`${path}/references`)).data
    expect(await references()).toEqual([
      { contentId: target.id, kind: 'embed', content: null, isInTrash: true },
    ])
    const project = await desk.project()
    await desk.add(project.id, { contentId: content.id })
    const blocked = async () =>
      (await get<BlockerList>(`/projects/${project.id}/blockers?mode=all`)).data.find(
        ({ reason }) => reason === 'embed_not_live',
      )
    expect(await blocked()).toMatchObject({
      reference: { title: 'Price table', isInTrash: true },
      lift: { step: 'restore', roles: ['admin', 'editor'] },
    })
    await restore(target.id)
    expect(await references()).toMatchObject([{ content: { title: 'Price table' } }])
    expect(await blocked()).toMatchObject({ reference: { title: 'Price table' }, lift: { step: 'add' } })
  })
})

describe('content and its project that are both deleted', () => {
  it.each([
    ['the content first, and back first', ['content', 'project'], ['content', 'project']],
    ['the content first, and back last', ['content', 'project'], ['project', 'content']],
    ['the project first, and back first', ['project', 'content'], ['project', 'content']],
    ['the project first, and back last', ['project', 'content'], ['content', 'project']],
  ])('are one again: %s', async (_name, order, back) => {
    const { desk, remove, restore, send, itemsOf } = await setUp()
    const { project, items } = await desk.projectOf('Prices')
    const [prices] = items as [ProjectItem]
    const ways = {
      content: { delete: () => remove(prices.contentId), restore: () => restore(prices.contentId) },
      project: {
        delete: () => send('DELETE', `/projects/${project.id}`),
        restore: () => send('POST', `/projects/${project.id}/restore`),
      },
    }
    for (const one of order) await ways[one as 'content'].delete()
    for (const one of back) expect((await ways[one as 'content'].restore()).statusCode).toBe(200)
    expect((await itemsOf(project.id)).map(({ id }) => id)).toEqual([prices.id])
  })

  it('is left with an archived project, and comes with its return', async () => {
    const { desk, remove, restore, send, itemsOf } = await setUp()
    const { project, items } = await desk.projectOf('Prices')
    const [prices] = items as [ProjectItem]
    await remove(prices.contentId)
    await send('POST', `/projects/${project.id}/archive`)
    await restore(prices.contentId)
    expect(await itemsOf(project.id)).toEqual([])
    await send('POST', `/projects/${project.id}/reactivate`)
    expect((await itemsOf(project.id)).map(({ id }) => id)).toEqual([prices.id])
  })

  it('does not come into a project that is scheduled, and says so', async () => {
    const { desk, remove, restore, send, itemsOf } = await setUp()
    const { project, items } = await desk.projectOf('Prices', 'Terms')
    const [prices, terms] = items as [ProjectItem, ProjectItem]
    await remove(prices.contentId)
    await desk.move(project.id, [terms], 'in_review', 'ready')
    await send('POST', `/projects/${project.id}/schedule`, { wallTime: '2030-01-01T09:00', timeZone: 'UTC' })
    expect((await restore(prices.contentId)).json<RestoredContent>().left).toMatchObject([
      { title: 'Prices', reason: 'project_scheduled', project: { name: project.name } },
    ])
    expect((await itemsOf(project.id)).map(({ title }) => title)).toEqual(['Terms'])
  })
})

describe('what a private project holds', () => {
  it('is not deleted by somebody who is not in it, nor brought back', async () => {
    const { desk, as, people, ben, remove, restore } = await setUp()
    const { content } = await desk.content({ title: 'Home' })
    const open = await desk.project()
    const published = await desk.add(open.id, { contentId: content.id })
    await desk.move(open.id, published, 'in_review', 'ready')
    await desk.publish(open.id)
    const down = await desk.project('Down')
    const takedown = await desk.add(down.id, { contentId: content.id, action: 'unpublish' })
    await desk.move(down.id, takedown, 'in_review', 'ready')
    await desk.publish(down.id)
    const secret = await call<{ id: Id }>(ben, {
      method: 'POST',
      url: '/api/v1/projects',
      payload: { name: 'Secret', visibility: 'private' },
    })
    await desk.add(secret.id, { contentId: content.id })
    const other = as(people.emil)
    const ask = (method: 'DELETE' | 'POST', suffix = '') =>
      other.inject({ method, url: `/api/v1/content/${content.id}${suffix}` })
    expect(refusal(await ask('DELETE'))).toEqual([409, 'held_privately'])
    expect((await remove(content.id)).statusCode).toBe(204)
    expect(refusal(await ask('POST', '/restore'))).toEqual([409, 'held_privately'])
    expect((await restore(content.id)).statusCode).toBe(200)
    const items = await call<ItemRows>(ben, { method: 'GET', url: `/api/v1/projects/${secret.id}/items` })
    expect(items.data).toHaveLength(1)
    expect(
      await call<ContentState>(other, { method: 'GET', url: `/api/v1/content/${content.id}` }),
    ).toMatchObject({ versions: [{ number: 1 }] })
  })
})
