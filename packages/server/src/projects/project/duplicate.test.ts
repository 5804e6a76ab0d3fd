import type { Project, ProjectItem, TasksState, VersionSummary } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../test/desk-test.ts'

async function setUp() {
  const test = await createDeskTest()
  const duplicate = async (id: string) => {
    const answer = await test.send('POST', `/projects/${id}/duplicate`)
    expect(answer.statusCode, answer.body).toBe(201)
    return answer.json<Project>()
  }
  return { ...test, duplicate }
}

describe('duplicating a project', () => {
  it('makes drafts of its own, on the same base, and leaves the first one alone', async () => {
    const { desk, duplicate, get, itemsOf, send } = await setUp()
    const live = await desk.projectOf('Home')
    await desk.move(live.project.id, live.items, 'in_review', 'ready')
    await desk.publish(live.project.id)
    const project = await desk.project('Spring')
    await send('PATCH', `/projects/${project.id}`, { description: 'Why', color: 'rose' }, { 'if-match': '*' })
    const contentId = live.items[0]?.contentId ?? ''
    const [item] = (await desk.add(project.id, { contentId })) as [ProjectItem]
    const url = `/content/${contentId}/versions/${item.versionId}`
    await send('PATCH', url, { body: 'New words' }, { 'if-match': '*' })
    await desk.move(project.id, [item], 'in_review', 'ready')
    const before = (await itemsOf(project)).data

    const copy = await duplicate(project.id)
    expect(copy).toMatchObject({ name: 'Spring (copy)', description: 'Why', color: 'rose', archivedAt: null })
    const [copied] = (await itemsOf(copy)).data
    expect(copied).toMatchObject({
      contentId,
      status: 'draft',
      versionNumber: 3,
      baseVersionId: item.baseVersionId,
      assigneeId: null,
    })
    const text = await get<VersionSummary & { body: string }>(
      `/content/${contentId}/versions/${copied?.versionId}`,
    )
    expect(text.body).toBe('New words')
    expect((await itemsOf(project)).data).toEqual(before)
  })

  it('begins with what is live where the project was published, and takes down what still is live', async () => {
    const { desk, duplicate, itemsOf } = await setUp()
    const { project, items } = await desk.projectOf('Home', 'About')
    await desk.move(project.id, items, 'in_review', 'ready')
    await desk.publish(project.id)
    const other = await desk.project('Other')
    const [takedown] = await desk.add(other.id, {
      contentId: items[0]?.contentId ?? '',
      action: 'unpublish',
    })
    const [copied] = (await itemsOf(await duplicate(other.id))).data
    expect(copied).toMatchObject({ action: 'unpublish', versionId: takedown?.versionId, status: 'draft' })
    const again = (await itemsOf(await duplicate(project.id))).data
    expect(again.map(({ title, status, baseVersionId }) => [title, status, baseVersionId])).toEqual(
      items.map(({ title, versionId }) => [title, 'draft', versionId]),
    )
  })

  it('takes the checklist along, open, with the tasks of items at their copies', async () => {
    const { desk, duplicate, get, itemsOf, people, send } = await setUp()
    const { project, items } = await desk.projectOf('Home')
    const tasks = `/projects/${project.id}/tasks`
    const legal = await send('POST', tasks, { title: 'Legal', assigneeId: people.cleo.id })
    await send('POST', tasks, { title: 'Picture', itemId: items[0]?.id })
    await send('PATCH', `${tasks}/${legal.json().id}`, { done: true })
    const copy = await duplicate(project.id)
    const [copied] = (await itemsOf(copy)).data
    const { data } = await get<TasksState>(`/projects/${copy.id}/tasks`)
    expect(data.map(({ title, itemId, done, assigneeId }) => [title, itemId, done, assigneeId])).toEqual([
      ['Legal', null, null, null],
      ['Picture', copied?.id, null, null],
    ])
  })

  it('is for editors, once under a key, of an archived project too, never of a deleted one', async () => {
    const { as, people, desk, duplicate, send } = await setUp()
    const { id } = await desk.project('x'.repeat(200))
    const url = `/projects/${id}/duplicate`
    const first = await send('POST', url, undefined, { 'idempotency-key': 'twice' })
    const second = await send('POST', url, undefined, { 'idempotency-key': 'twice' })
    expect(second.json()).toEqual(first.json())
    expect(first.json<Project>().name).toHaveLength(188)
    await send('POST', `/projects/${id}/archive`)
    await duplicate(id)
    const request = { method: 'POST' as const, url: `/api/v1${url}` }
    expect(refusal(await as(people.cleo).inject(request))).toEqual([403, 'forbidden'])
    await send('DELETE', `/projects/${id}`)
    expect(refusal(await send('POST', url))).toEqual([410, 'gone'])
    expect(refusal(await send('POST', `/projects/${unknownId}/duplicate`))).toEqual([404, 'not_found'])
  })
})
