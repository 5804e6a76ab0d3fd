import type { Comment, CommentsState, ItemRows, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { call, refusal } from '../../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../../test/desk-test.ts'
import { eventsAfter } from '../../../../test/journaled.ts'

async function setUp() {
  const test = await createDeskTest()
  const { project, items } = await test.desk.projectOf('One', 'Two', 'Three')
  const [one, two, three] = items as [ProjectItem, ProjectItem, ProjectItem]
  const path = `/projects/${project.id}`
  const remove = (...itemIds: string[]) => test.send('POST', `${path}/items/remove`, { itemIds })
  const restore = (...itemIds: string[]) => test.send('POST', `${path}/items/restore`, { itemIds })
  const comment = (itemId: string) =>
    call<Comment>(test.ben, {
      method: 'POST',
      url: `/api/v1${path}/comments`,
      payload: { body: 'Check the price', itemId },
    })
  return { ...test, project, one, two, three, path, remove, restore, comment }
}

describe('putting a removed item back', () => {
  it('gives the same item: id, place, assignee, due date, comments', async () => {
    const { people, path, two, send, remove, restore, comment, itemsOf, project, get } = await setUp()
    await send('PATCH', `${path}/items/${two.id}`, { assigneeId: people.emil.id, dueAt: '2026-04-01' })
    const written = await comment(two.id)
    const before = await itemsOf(project)
    await remove(two.id)
    const answer = await restore(two.id)
    expect(answer.statusCode).toBe(200)
    const after = await itemsOf(project)
    const untouched = { revision: 0, updatedAt: '', updatedBy: null }
    expect(after.data.map((item) => ({ ...item, ...untouched }))).toEqual(
      before.data.map((item) => ({ ...item, ...untouched })),
    )
    expect(answer.json<ItemRows>().data).toEqual([after.data[1]])
    expect(after.data[1]?.revision).toBeGreaterThan(before.data[1]?.revision ?? 0)
    const comments = await get<CommentsState>(`${path}/comments?itemId=${two.id}`)
    expect(comments).toMatchObject({ total: 1, data: [{ id: written.id }] })
  })

  it('tells every channel, and counts the project again', async () => {
    const { storage, project, two, remove, restore, outbox } = await setUp()
    await remove(two.id)
    const counted = async () => (await outbox()).filter(({ topic }) => topic === 'count').length
    const counts = await counted()
    await restore(two.id)
    const [last] = (await eventsAfter(storage, `project:${project.id}`)).slice(-1)
    expect(last?.event).toMatchObject({ type: 'item.added', items: [{ id: two.id }] })
    const [content] = (await eventsAfter(storage, `content:${two.contentId}`)).slice(-1)
    expect(content?.event).toMatchObject({ versions: [{ projectId: project.id }] })
    expect(await counted()).toBe(counts + 1)
  })

  it('happens once, and for all or none', async () => {
    const { one, two, remove, restore, itemsOf, project } = await setUp()
    await remove(one.id, two.id)
    expect(refusal(await restore(one.id, unknownId))).toEqual([404, 'not_found'])
    expect((await itemsOf(project)).data).toHaveLength(1)
    const [first, second] = [await restore(one.id, two.id), await restore(one.id, two.id)]
    expect(second.json()).toEqual(first.json())
    expect((await itemsOf(project)).data).toHaveLength(3)
  })

  it('is refused where another project took the version since, and says which', async () => {
    const { desk, one, two, remove, restore, itemsOf, project } = await setUp()
    await remove(one.id, two.id)
    const other = await desk.project('Autumn')
    await desk.add(other.id, { contentId: two.contentId })
    const answer = await restore(one.id, two.id)
    expect(refusal(answer)).toEqual([409, 'version_in_other_project'])
    expect(answer.json().detail).toContain('in the project "Autumn" now')
    expect((await itemsOf(project)).data).toHaveLength(1)
  })

  it('is refused in another project, in one that was deleted, and for who may not add', async () => {
    const { as, people, desk, two, remove, restore, send, path } = await setUp()
    await remove(two.id)
    const other = await desk.project('Other')
    const elsewhere = await send('POST', `/projects/${other.id}/items/restore`, { itemIds: [two.id] })
    expect(refusal(elsewhere)).toEqual([404, 'not_found'])
    const reviewer = await as(people.cleo).inject({
      method: 'POST',
      url: `/api/v1${path}/items/restore`,
      payload: { itemIds: [two.id] },
    })
    expect(refusal(reviewer)).toEqual([403, 'forbidden'])
    await send('DELETE', path)
    expect(refusal(await restore(two.id))).toEqual([410, 'gone'])
  })

  it('keeps what was published published', async () => {
    const { desk, project, one, two, three, remove, restore } = await setUp()
    await desk.move(project.id, [one, two, three], 'in_review', 'ready')
    await desk.publish(project.id)
    await remove(two.id)
    expect((await restore(two.id)).json<ItemRows>().data).toMatchObject([{ id: two.id, status: 'published' }])
  })
})

describe('adding what was removed', () => {
  it('brings back the item that it was, with its comments', async () => {
    const { desk, project, two, remove, comment, itemsOf } = await setUp()
    await comment(two.id)
    await remove(two.id)
    const [again] = await desk.add(project.id, { contentId: two.contentId })
    expect(again).toMatchObject({ id: two.id, commentCount: 1 })
    expect((await itemsOf(project)).data.map((item) => item.id)[1]).toBe(two.id)
    await remove(two.id)
    expect((await desk.add(project.id, { contentId: two.contentId }))[0]?.id).toBe(two.id)
  })
})
