import type { Release, ReleaseItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { sayCounts, sayItem } from './release-words.ts'

const release = (publishedCount: number, takenDownCount: number): Release => ({
  id: 'r',
  revision: 1,
  projectId: 'p',
  state: 'done',
  note: '',
  publishedCount,
  takenDownCount,
  revertProjectId: null,
  revertedById: null,
  startedBy: { id: 'anna', kind: 'person' },
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:00:00.000Z',
  scheduleId: null,
})
const item = (values: Partial<ReleaseItem>): ReleaseItem => ({
  id: 'x',
  itemId: 'i',
  contentId: 'c',
  language: 'en',
  title: 'Home',
  action: 'publish',
  version: { id: 'v3', number: 3 },
  base: null,
  previous: null,
  replaced: false,
  ...values,
})

describe('the words for a release', () => {
  it('count what went live and what was taken down', () => {
    expect(sayCounts(release(3, 1))).toBe('3 published, 1 taken down')
    expect(sayCounts(release(0, 2))).toBe('2 taken down')
    expect(sayCounts(release(1, 0))).toBe('1 published')
  })

  it('say of an item what was live before', () => {
    const previous = { id: 'v2', number: 2 }
    expect(sayItem(item({}))).toBe('version 3, nothing was live before')
    expect(sayItem(item({ previous }))).toBe('version 3, in place of version 2')
    expect(sayItem(item({ previous, replaced: true }))).toBe(
      'version 3, in place of version 2, replaced on purpose',
    )
    expect(sayItem(item({ action: 'unpublish', previous }))).toBe('version 3 taken down')
  })
})
