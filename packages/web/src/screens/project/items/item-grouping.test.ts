import type { Person, ProjectItem } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { groupFrom, type ItemGroup, itemGrouping } from './item-grouping.ts'

const people = [
  { id: 'z', name: 'Anna' },
  { id: 'a', name: 'Ben' },
] as Person[]
const namesOf = (group: ItemGroup, items: Partial<ProjectItem>[]) => {
  const { keyOf, nameOf, compare } = itemGrouping(group, people)
  const keys = new Set(items.map((item) => keyOf(item as ProjectItem)))
  return [...keys].sort(compare).map(nameOf)
}

describe('grouping items', () => {
  it('by status and type in the order of the work', () => {
    const statuses = ['published', 'ready', 'draft', 'in_review'] as const
    const items = statuses.map((status) => ({ status }))
    expect(namesOf('status', items)).toEqual(['Draft', 'In review', 'Ready', 'Published'])
    expect(namesOf('type', [{ type: 'media' }, { type: 'page' }])).toEqual(['Page', 'Media'])
  })

  it('by language and assignee by name; nobody, and who is not known any more, last', () => {
    expect(namesOf('language', [{ language: 'sv' }, { language: 'en' }])).toEqual([
      'English (en)',
      'Swedish (sv)',
    ])
    const assigned = ['a', null, 'gone', 'z'].map((assigneeId) => ({ assigneeId }))
    expect(namesOf('assignee', assigned)).toEqual(['Anna', 'Ben', 'Someone who left', 'Nobody'])
  })

  it('as the address says, and not at all by what makes no sense', () => {
    expect(groupFrom(new URLSearchParams('group=language'))).toBe('language')
    expect(groupFrom(new URLSearchParams('group=colour'))).toBeNull()
    expect(groupFrom(new URLSearchParams(''))).toBeNull()
  })
})
