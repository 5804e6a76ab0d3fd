import type { DiscussionList, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { createDeskTest, unknownId } from '../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const { project, items } = await test.desk.projectOf('Home')
  const [item] = items as [ProjectItem]
  const discussions = async (language = 'en') =>
    (await test.get<DiscussionList>(`/content/${item.contentId}/discussions?language=${language}`)).data
  const comment = (projectId: string, itemId: string) =>
    test.send('POST', `/projects/${projectId}/comments`, { body: 'Why?', itemId })
  return { ...test, project, item, discussions, comment }
}

describe('where a text is discussed', () => {
  it('says nothing of items without comments, and nothing in another language', async () => {
    const { project, item, discussions, comment, get } = await setUp()
    expect(await discussions()).toEqual([])
    await comment(project.id, item.id)
    const here = {
      itemId: item.id,
      projectId: project.id,
      projectName: project.name,
      language: 'en',
      count: 1,
    }
    expect(await discussions()).toEqual([here])
    expect(await discussions('sv')).toEqual([])
    const { data } = await get<DiscussionList>(`/content/${item.contentId}/discussions`)
    expect(data).toEqual([here])
  })

  it('outlives the item: taken out, in another project, gone out with a release', async () => {
    const { desk, project, item, discussions, comment, send } = await setUp()
    await comment(project.id, item.id)
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    expect(await discussions()).toMatchObject([{ itemId: item.id, projectId: project.id, count: 1 }])

    const other = await desk.project()
    const [moved] = await desk.add(other.id, { contentId: item.contentId })
    if (moved === undefined) throw new Error('Nothing was added')
    await comment(other.id, moved.id)
    const path = `/projects/${other.id}/items/${moved.id}`
    for (const status of ['in_review', 'ready']) await send('PATCH', path, { status })
    await send('POST', `/projects/${other.id}/publish`, { mode: 'all' })
    expect((await discussions()).map(({ itemId }) => itemId)).toEqual([moved.id, item.id])
  })

  it('outlives an item whose version another one took up before it was taken out too', async () => {
    const { desk, project, item, discussions, comment, send } = await setUp()
    const { contentId, versionId } = item
    await send('DELETE', `/projects/${project.id}/items/${item.id}`)
    const publish = async (id: string) => {
      const path = `/content/${contentId}/versions/${id}`
      for (const status of ['in_review', 'ready']) await send('POST', `${path}/status`, { status })
      expect((await send('POST', `${path}/publish`, {})).statusCode).toBe(200)
    }
    const takeDown = async () => {
      const [added] = await desk.add(project.id, { contentId, action: 'unpublish' })
      if (added === undefined) throw new Error('Nothing was added')
      await comment(project.id, added.id)
      await send('DELETE', `/projects/${project.id}/items/${added.id}`)
      return added.id
    }
    await publish(versionId)
    const first = await takeDown()
    const next = await send('POST', `/content/${contentId}/versions`, { language: 'en' })
    const { id: nextId } = next.json<{ id: string }>()
    await publish(nextId)
    const second = await takeDown()
    expect(second).not.toBe(first)
    await send('POST', `/projects/${project.id}/items/restore`, { itemIds: [first] })
    const rebased = await send('POST', `/projects/${project.id}/items/${first}/rebase`, { onto: nextId })
    expect(rebased.statusCode, rebased.body).toBe(200)
    await send('DELETE', `/projects/${project.id}/items/${first}`)
    expect((await discussions()).map(({ itemId }) => itemId)).toEqual([second, first])
  })

  it('leaves out what is of a deleted project, and refuses unknown content', async () => {
    const { project, item, discussions, comment, send } = await setUp()
    await comment(project.id, item.id)
    await send('DELETE', `/projects/${project.id}`)
    expect(await discussions()).toEqual([])
    const unknown = await send('GET', `/content/${unknownId}/discussions?language=en`)
    expect(unknown.statusCode).toBe(404)
  })
})
