import {
  type Blocker,
  liftOf,
  type ProjectItem,
  type Release,
  type Status,
  sayBlocker,
} from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { replaceable, sayDone, sayPlan, stillBlocking } from './publish-outcome.ts'
import { publishable } from './publishing.ts'

const item = (id: string, status: Status, title = id): ProjectItem => ({
  id,
  revision: 1,
  projectId: 'project',
  contentId: 'content',
  action: 'publish',
  versionId: `version-${id}`,
  versionNumber: 1,
  baseVersionId: null,
  title,
  type: 'page',
  language: 'en',
  status,
  rejection: null,
  approvals: null,
  assigneeId: null,
  dueAt: null,
  commentCount: 0,
  addedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: { id: 'anna', kind: 'person' },
})
const about = (itemId: string) => ({ itemId, contentId: 'content', versionId: `version-${itemId}` })
const blocker = (itemId: string): Blocker => ({
  ...about(itemId),
  lift: { ...liftOf('not_ready', 'draft'), people: ['anna'] },
  title: itemId,
  reason: 'not_ready',
  status: 'draft',
})

describe('publishing', () => {
  it('counts what is not out yet', () => {
    const items = [item('1', 'ready'), item('2', 'draft'), item('3', 'published'), item('4', 'scheduled')]
    expect(publishable(items)).toEqual({ open: 3, ready: 1, scheduled: 1 })
  })

  it('keeps only the blockers that still stand, as they read now', () => {
    const items = [item('1', 'ready'), item('2', 'in_review', 'New title'), item('3', 'published')]
    expect(stillBlocking(['1', '2', '3', 'gone'].map(blocker), items)).toEqual([
      {
        ...blocker('2'),
        title: 'New title',
        status: 'in_review',
        lift: { step: 'approve', roles: ['admin', 'editor', 'reviewer'], people: [] },
      },
    ])
  })

  it('keeps those that are ready and older than what is live, until they are moved or out', () => {
    const live = { versionId: 'v', versionNumber: 2, projectId: 'p', projectName: 'Autumn' }
    const stale = (itemId: string): Blocker => ({
      ...about(itemId),
      lift: liftOf('changed_since', 'ready'),
      title: '',
      status: 'ready',
      reason: 'changed_since',
      live,
    })
    const items = [item('1', 'ready', 'Home'), item('2', 'in_review'), item('3', 'published')]
    const standing = stillBlocking(['1', '2', '3', 'gone'].map(stale), items)
    expect(standing).toEqual([{ ...stale('1'), title: 'Home' }])
    expect(replaceable(standing, items)).toEqual(['1'])
    expect(replaceable([...standing, blocker('2')], items)).toEqual([])
    const rebased = items.map((one) => ({ ...one, baseVersionId: 'v' }))
    expect(stillBlocking(standing, rebased)).toEqual([])
    const takedown = items.map((one) => ({ ...one, action: 'unpublish' as const }))
    expect(replaceable(standing, takedown)).toEqual(['1'])
    const nothingLeft = standing.map((one) => ({ ...one, live: null }) as Blocker)
    expect(replaceable(nothingLeft, takedown)).toEqual([])
    expect(replaceable(nothingLeft, items)).toEqual(['1'])
    expect(standing.map(sayBlocker)).toEqual(['Version 2 was published by “Autumn” since this one was begun'])
  })

  it('keeps those whose embed is not live, until that goes along', () => {
    const held: Blocker = {
      ...about('1'),
      lift: liftOf('embed_not_live', 'ready'),
      title: '1',
      status: 'ready',
      reason: 'embed_not_live',
      reference: { contentId: 'box', language: 'en', title: 'Box' },
    }
    const items = [item('1', 'ready')]
    expect(stillBlocking([held], items)).toEqual([held])
    expect(sayBlocker(held)).toBe('It embeds “Box”, which is not live')
    expect(stillBlocking([held], [...items, { ...item('2', 'draft'), contentId: 'box' }])).toEqual([])
    expect(stillBlocking([held], [item('1', 'published')])).toEqual([])
  })

  it('say what publishing would do, and what it did', () => {
    const items = [item('1', 'ready'), item('2', 'draft'), item('3', 'published')]
    const down = { ...item('4', 'ready'), action: 'unpublish' as const }
    expect(sayPlan(items)).toBe('2 items go live.')
    expect(sayPlan([...items, down])).toBe('2 items go live, 1 item will be taken down.')
    expect(sayPlan([down])).toBe('1 item will be taken down.')
    const release = (publishedCount: number, takenDownCount: number) =>
      sayDone({ publishedCount, takenDownCount } as Release)
    expect([release(1, 0), release(3, 0), release(2, 1), release(0, 1), release(0, 2)]).toEqual([
      '1 item is published',
      '3 items are published',
      '2 items are published, 1 taken down',
      '1 item is taken down',
      '2 items are taken down',
    ])
  })
})
