import { buildComment, buildItem, buildProject, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ItemsState } from './entity.ts'
import { applyItems } from './reducer.ts'

const one = buildItem({ id: idOf(1), revision: 2 })
const two = buildItem({ id: idOf(2) })
const state: ItemsState = { data: [one, two], nextCursor: null }

describe('applyItems', () => {
  it('changes only the rows of a bulk event that are newer', () => {
    const items = [
      buildItem({ id: idOf(1), revision: 1, status: 'ready' }),
      { ...two, revision: 2, title: 'New' },
    ]
    const next = applyItems(state, { ...eventBase('item.changed'), items })
    expect(next.data[0]).toBe(one)
    expect(next.data[1]?.title).toBe('New')
  })

  it('takes of an item what changed, and when and by whom from the event', () => {
    const event = { ...eventBase('item.changed'), items: [{ id: idOf(2), revision: 2, assigneeId: idOf(7) }] }
    const next = applyItems(state, event)
    expect(next.data[0]).toBe(one)
    const { at: updatedAt, actor: updatedBy } = event
    expect(next.data[1]).toEqual({ ...two, revision: 2, assigneeId: idOf(7), updatedAt, updatedBy })
    expect(applyItems(next, event)).toBe(next)
  })

  it('gives one sentence to all that were rejected together, and takes it from those that go on', () => {
    const rejected = {
      status: 'rejected' as const,
      rejection: { reason: 'old', by: two.updatedBy, at: two.updatedAt },
    }
    const known = { ...state, data: [one, { ...two, ...rejected }] }
    const base = eventBase('item.changed')
    const rejection = { reason: 'new', by: base.actor, at: base.at }
    const items = [
      { id: idOf(1), revision: 3, status: 'rejected' as const },
      { id: idOf(2), revision: 2, assigneeId: null },
    ]
    const next = applyItems(known, { ...base, items, rejection })
    expect(next.data.map((row) => row.rejection?.reason)).toEqual(['new', 'old'])
    const sent = [1, 2].map((number) => ({ id: idOf(number), revision: 4, status: 'in_review' as const }))
    expect(applyItems(next, { ...base, items: sent }).data.map((row) => row.rejection)).toEqual([null, null])
  })

  it('does not bring a removed item back by a late change', () => {
    const removed = applyItems(state, { ...eventBase('item.removed'), itemIds: [idOf(2)] })
    expect(removed.data).toEqual([one])
    const late = { ...eventBase('item.changed'), items: [{ ...two, revision: 9 }] }
    expect(applyItems(removed, late)).toBe(removed)
  })

  it('takes the statuses that publishing gives', () => {
    const items = [{ ...one, status: 'published' as const, revision: 3 }]
    const next = applyItems(state, { ...eventBase('project.published'), project: buildProject(), items })
    expect(next.data.map((row) => row.status)).toEqual(['published', 'draft'])
  })

  it('counts comments by what the event says, on the item it is about', () => {
    const comment = buildComment({ id: idOf(50), itemId: idOf(1) })
    const event = { ...eventBase('comment.created'), comment, counts: { project: 5, item: 3, text: null } }
    const next = applyItems(state, event)
    expect(next.data[0]).toEqual({ ...one, commentCount: 3 })
    expect(next.data[1]).toBe(two)
    expect(applyItems(next, event)).toBe(next)
  })

  it('is untouched by comments on the project', () => {
    const event = {
      ...eventBase('comment.created'),
      comment: buildComment(),
      counts: { project: 5, item: null, text: null },
    }
    expect(applyItems(state, event)).toBe(state)
  })

  it('takes a bulk event of thousands of rows in its stride', () => {
    const items = Array.from({ length: 5000 }, (_, index) => buildItem({ id: idOf(1000 + index) }))
    const next = applyItems(state, { ...eventBase('item.added'), items: [...items].reverse() })
    expect(next.data).toHaveLength(5002)
    expect(next.data.at(-1)?.id).toBe(idOf(5999))
    expect(applyItems(next, { ...eventBase('item.added'), items })).toBe(next)
  })
})
