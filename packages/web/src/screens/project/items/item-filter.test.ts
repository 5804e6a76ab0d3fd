import type { ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import {
  choicesOf,
  countByStatus,
  filterFrom,
  filterItems,
  isNarrowing,
  noFilter,
  toggledIn,
  withFilter,
} from './item-filter.ts'

const item = (id: string, change: Partial<ProjectItem> = {}): ProjectItem => ({
  id,
  revision: 1,
  projectId: 'project',
  contentId: `content-${id}`,
  action: 'publish',
  versionId: `version-${id}`,
  versionNumber: 1,
  baseVersionId: null,
  title: `Title ${id}`,
  type: 'page',
  language: 'en',
  status: 'draft',
  rejection: null,
  approvals: null,
  assigneeId: null,
  dueAt: null,
  commentCount: 0,
  addedAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  updatedBy: { id: 'anna', kind: 'person' },
  ...change,
})
const items = [
  item('1', { title: 'Winter coats', status: 'ready', assigneeId: 'anna' }),
  item('2', { type: 'block', language: 'sv' }),
  item('3', { title: 'Winter boots', language: 'sv', assigneeId: 'ben' }),
]
const idsOf = (filter: Partial<typeof noFilter>) =>
  filterItems(items, { ...noFilter, ...filter }).map((one) => one.id)

describe('filtering items', () => {
  it('gives the very same list when nothing is narrowed', () => {
    expect(filterItems(items, { ...noFilter, search: '  ' })).toBe(items)
  })

  it('wants every part to match, and one value of each part', () => {
    expect(idsOf({ search: 'WINTER' })).toEqual(['1', '3'])
    expect(idsOf({ languages: ['sv'] })).toEqual(['2', '3'])
    expect(idsOf({ search: 'winter', languages: ['sv'] })).toEqual(['3'])
    expect(idsOf({ statuses: ['ready', 'rejected'] })).toEqual(['1'])
    expect(idsOf({ types: ['block'] })).toEqual(['2'])
  })

  it('finds what nobody is assigned to', () => {
    expect(idsOf({ assigneeIds: [null] })).toEqual(['2'])
    expect(idsOf({ assigneeIds: [null, 'ben'] })).toEqual(['2', '3'])
  })

  it('knows whether it narrows', () => {
    expect(isNarrowing(noFilter)).toBe(false)
    expect(isNarrowing({ ...noFilter, assigneeIds: [null] })).toBe(true)
    expect(isNarrowing({ ...noFilter, statuses: ['draft'] })).toBe(true)
  })
})

describe('a filter in the address', () => {
  it.each([
    '',
    'q=winter+coats',
    'status=draft%2Cready&type=page%2Cblock',
    'language=sv-SE%2Cde&assignee=nobody%2Canna',
    'tab=items&item=1&sort=-title&q=a',
  ])('"%s" comes back as it was', (query) => {
    const before = new URLSearchParams(query)
    expect(withFilter(before, filterFrom(before)).toString()).toBe(query)
  })

  it('is narrowed by nothing that makes no sense', () => {
    expect(filterFrom(new URLSearchParams('status=odd,,ready&type=poem&language='))).toEqual({
      ...noFilter,
      statuses: ['ready'],
    })
  })
})

describe('what there is to choose', () => {
  it('names each type, language and assignee once', () => {
    expect(choicesOf(items)).toEqual({
      types: ['page', 'block'],
      languages: ['en', 'sv'],
      assigneeIds: ['anna', null, 'ben'],
    })
  })

  it('counts by status', () => {
    expect(countByStatus(items)).toMatchObject({ draft: 2, ready: 1, published: 0 })
  })

  it('toggles', () => {
    expect(toggledIn(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggledIn(['a', 'b'], 'a')).toEqual(['b'])
  })
})
