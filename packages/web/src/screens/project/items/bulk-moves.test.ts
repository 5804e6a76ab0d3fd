import { mayMoveStatus, type ProjectItem, type Status } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import type { MayMove } from '../../../projects/review/use-may-move.ts'
import { bulkMoves } from './bulk-moves.ts'

const item = (id: string, status: Status, assigneeId: string | null = null): ProjectItem => ({
  id,
  revision: 1,
  projectId: 'project',
  contentId: 'content',
  action: 'publish',
  versionId: `version-${id}`,
  versionNumber: 1,
  baseVersionId: null,
  title: id,
  type: 'page',
  language: 'en',
  status,
  rejection: null,
  approvals: null,
  assigneeId,
  dueAt: null,
  commentCount: 0,
  addedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: { id: 'anna', kind: 'person' },
})

const mayMove: MayMove = ({ status }, to) => mayMoveStatus(status, to)

describe('moving several items', () => {
  it('offers what some may become, and names those', () => {
    const items = [item('1', 'draft'), item('2', 'in_review'), item('3', 'published')]
    expect(bulkMoves(items, mayMove)).toEqual([
      { status: 'draft', itemIds: ['2'] },
      { status: 'in_review', itemIds: ['1'] },
      { status: 'ready', itemIds: ['2'] },
      { status: 'rejected', itemIds: ['2'] },
    ])
  })

  it('offers nothing where nothing may move', () => {
    expect(bulkMoves([item('3', 'published')], mayMove)).toEqual([])
  })
})
