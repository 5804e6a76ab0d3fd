import type { ProjectItem, SettableStatus } from '@copydesk/contract'
import { buildItem, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { changedSince, waysBack } from './item-ways-back.ts'

const anyMove = () => true

/** Items before and after, the changed ones one revision further. */
function changed(befores: Partial<ProjectItem>[], change: Partial<ProjectItem>) {
  const before = befores.map((values, index) => buildItem({ id: idOf(index + 1), revision: 3, ...values }))
  const after = before.map((item) => ({ ...item, ...change, revision: item.revision + 1 }))
  return { before, after }
}

describe('the way back of a change to items', () => {
  it('sets them to what they were, at the revision that the change left', () => {
    const { before, after } = changed([{ dueAt: '2026-04-01' }], { dueAt: null })
    expect(waysBack(before, after, { dueAt: null }, anyMove)).toEqual([
      { change: { dueAt: '2026-04-01' }, items: [{ id: idOf(1), revision: 4 }] },
    ])
  })

  it('is one for each value that they had, and none for those that had it already', () => {
    const befores = [
      { assigneeId: null },
      { assigneeId: idOf(8) },
      { assigneeId: null },
      { assigneeId: idOf(9) },
    ]
    const { before, after } = changed(befores, { assigneeId: idOf(9) })
    const answered = after.map((item, index) => (index === 3 ? { ...item, revision: 3 } : item))
    expect(waysBack(before, answered, { assigneeId: idOf(9) }, anyMove)).toEqual([
      { change: { assigneeId: null }, items: [idOf(1), idOf(3)].map((id) => ({ id, revision: 4 })) },
      { change: { assigneeId: idOf(8) }, items: [{ id: idOf(2), revision: 4 }] },
    ])
  })

  it('is none where somebody else changed one in the same moment', () => {
    const { before, after } = changed([{}, {}], { assigneeId: idOf(9) })
    const answered = after.map((item, index) => (index === 1 ? { ...item, revision: 5 } : item))
    expect(waysBack(before, answered, { assigneeId: idOf(9) }, anyMove)).toEqual([])
  })

  const approvals = { given: 1, needed: 2, step: 1, steps: 1 }
  const rule = (item: Pick<ProjectItem, 'approvals'>, to: SettableStatus) =>
    item.approvals === null || to === 'draft'
  it.each<[string, Partial<ProjectItem>, Partial<ProjectItem>, SettableStatus | null]>([
    ['sent to review', { status: 'draft' }, { status: 'in_review' }, 'draft'],
    ['sent to review under a rule', { status: 'draft' }, { status: 'in_review', approvals }, 'draft'],
    ['taken back to draft', { status: 'in_review' }, { status: 'draft' }, 'in_review'],
    [
      'taken back with approvals',
      { status: 'in_review', approvals },
      { status: 'draft', approvals: null },
      null,
    ],
    ['ready by hand', { status: 'in_review' }, { status: 'ready' }, 'in_review'],
    ['reopened', { status: 'ready' }, { status: 'in_review' }, 'ready'],
    ['reopened under a rule', { status: 'ready' }, { status: 'in_review', approvals }, null],
    ['rejected', { status: 'in_review' }, { status: 'rejected' }, 'in_review'],
    ['sent again after a rejection', { status: 'rejected' }, { status: 'in_review' }, null],
  ])('of a status: %s', (_, from, to, back) => {
    const { before, after } = changed([{ approvals: null, ...from }], to)
    const status = after[0]?.status as SettableStatus
    const [way] = waysBack(before, after, { status }, rule)
    expect(way?.change ?? null).toEqual(back === null ? null : { status: back })
  })
})

it('what was changed since is at another revision, or gone', () => {
  const left = [1, 2, 3].map((number) => ({ id: idOf(number), revision: 4 }))
  const now = [buildItem({ id: idOf(1), revision: 4 }), buildItem({ id: idOf(2), revision: 5 })]
  expect(changedSince(left, now)).toEqual([left[1], left[2]])
})
