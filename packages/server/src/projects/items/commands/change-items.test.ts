import type { ContentState, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { refusal } from '../../../../test/desk.ts'
import { createDeskTest, unknownId } from '../../../../test/desk-test.ts'
import { eventsAfter } from '../../../../test/journaled.ts'

describe('changing items', () => {
  it('moves one along, with work for the counts and for those concerned', async () => {
    const { desk, send, storage, get, people, outbox } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    const [item] = items
    const answer = await send('PATCH', `/projects/${project.id}/items/${item?.id}`, { status: 'in_review' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers.etag).toBe('"2"')
    expect(answer.json()).toMatchObject({ ...item, status: 'in_review', revision: 2 })
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)
    expect(changed?.event).toMatchObject({ type: 'item.changed', at: answer.json().updatedAt })
    expect(changed?.event).toHaveProperty('items', [{ id: item?.id, revision: 2, status: 'in_review' }])
    const state = await get<ContentState>(`/content/${item?.contentId}`)
    expect(state.versions[0]).toMatchObject({ status: 'in_review', revision: 3 })
    expect((await outbox()).slice(-2)).toEqual([
      { topic: 'count', payload: { projectId: project.id } },
      {
        topic: 'notify',
        payload: {
          kind: 'item.status_changed',
          eventId: changed?.event.id,
          actorId: people.ben.id,
          actorKind: 'person',
          projectId: project.id,
          items: [{ itemId: item?.id, from: 'draft', to: 'in_review' }],
        },
      },
    ])
  })

  it('rejects with a sentence, which the item carries until it is sent again', async () => {
    const { desk, send, get, outbox, people } = await createDeskTest()
    const { project, items } = await desk.projectOf('One', 'Two')
    const itemIds = items.map((item) => item.id)
    const move = (change: object) => send('PATCH', `/projects/${project.id}/items`, { itemIds, ...change })
    await move({ status: 'in_review' })
    const rejected = (await move({ status: 'rejected', reason: ' The price is last year’s. ' })).json()
    const rejection = {
      reason: 'The price is last year’s.',
      by: { id: people.ben.id, kind: 'person' },
      at: expect.any(String),
    }
    expect(rejected.data).toMatchObject([{ rejection }, { rejection }])
    expect((await get<{ data: ProjectItem[] }>(`/projects/${project.id}/items`)).data).toEqual(rejected.data)
    expect((await outbox()).at(-1)).toMatchObject({ payload: { reason: 'The price is last year’s.' } })
    const blocked = (await send('POST', `/projects/${project.id}/publish`, { mode: 'all' })).json()
    expect(blocked.blockers).toMatchObject([{ rejection }, { rejection }])
    const again = (await move({ status: 'in_review' })).json<{ data: ProjectItem[] }>()
    expect(again.data.map((item) => item.rejection)).toEqual([null, null])
  })

  it('takes a reason for a rejection only, and a rejection without one', async () => {
    const { desk, send } = await createDeskTest()
    const { project, items } = await desk.projectOf('One')
    const url = `/projects/${project.id}/items/${items[0]?.id}`
    const refused = await send('PATCH', url, { status: 'in_review', reason: 'no' })
    expect(refused.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: '/reason' }] })
    await send('PATCH', url, { status: 'in_review' })
    const rejected = await send('PATCH', url, { status: 'rejected' })
    expect(rejected.json<ProjectItem>().rejection).toMatchObject({ reason: '' })
  })

  it('goes by the table of moves', async () => {
    const { desk, send } = await createDeskTest()
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
    expect(await move('in_review')).toBe('in_review')
    expect(await move('rejected')).toBe('rejected')
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
    const { desk, send, itemsOf } = await createDeskTest()
    const { project, items } = await desk.projectOf('Draft', 'Ready', 'Ready too')
    await desk.move(project.id, items.slice(1), 'in_review', 'ready')
    const before = await itemsOf(project)
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
    expect(await itemsOf(project)).toEqual(before)
    const moved = await send('PATCH', url, { itemIds, status: 'in_review' })
    expect(moved.json().data.map((item: ProjectItem) => item.status)).toEqual([
      'in_review',
      'in_review',
      'in_review',
    ])
  })

  it('sets assignee and due date, and tells the one assigned', async () => {
    const { desk, send, people, storage, outbox } = await createDeskTest()
    const { project, items } = await desk.projectOf('One', 'Two')
    const [one, two] = items
    const url = `/projects/${project.id}/items`
    const dueAt = '2026-04-01'
    const assigneeId = people.cleo.id
    const first = await send('PATCH', `${url}/${one?.id}`, { assigneeId, dueAt })
    expect(first.json()).toMatchObject({ assigneeId, dueAt, status: 'draft', revision: 2 })
    await send('PATCH', url, { itemIds: [one?.id, two?.id], assigneeId })
    const changed = (await eventsAfter(storage, `project:${project.id}`)).at(-1)?.event
    expect(changed).toMatchObject({ type: 'item.changed', items: [{ id: two?.id }] })
    const assigned = (await outbox()).filter(({ topic }) => topic === 'notify')
    expect(assigned).toEqual([
      expect.objectContaining({ payload: expect.objectContaining({ itemIds: [one?.id], assigneeId }) }),
      {
        topic: 'notify',
        payload: {
          kind: 'item.assigned',
          eventId: changed?.id,
          actorId: people.ben.id,
          actorKind: 'person',
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
    const { desk, send, itemsOf } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    const before = await itemsOf(project)
    const change = { status: 'draft', assigneeId: null, dueAt: null }
    const answer = await send('PATCH', `/projects/${project.id}/items/${items[0]?.id}`, change)
    expect(answer.json()).toEqual(items[0])
    expect(await itemsOf(project)).toEqual(before)
  })

  it('is for reviewers as far as they decide', async () => {
    const { as, desk, people } = await createDeskTest()
    const { project, items } = await desk.projectOf('Page')
    const url = `/api/v1/projects/${project.id}/items/${items[0]?.id}`
    const patch = (who: keyof typeof people, payload: object) =>
      as(people[who]).inject({ method: 'PATCH', url, payload })
    expect(refusal(await patch('cleo', { status: 'in_review' }))).toEqual([403, 'forbidden'])
    await desk.move(project.id, items, 'in_review')
    expect(refusal(await patch('cleo', { status: 'draft' }))).toEqual([403, 'forbidden'])
    expect((await patch('cleo', { status: 'ready' })).statusCode).toBe(200)
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
    const { desk, send } = await createDeskTest()
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
