/** What the items can be put into groups by, and which of these an address names: `?group=status`. */
import { contentTypes, type Person, type ProjectItem, type Status, statuses } from '@copydesk/contract'
import { typeLooks } from '../../../content/content-words.ts'
import { languageLabel } from '../../../content/languages.ts'
import { type Grouping, statusLooks } from '../../../design/index.ts'

export const itemGroups = ['status', 'type', 'language', 'assignee'] as const
export type ItemGroup = (typeof itemGroups)[number]

export const groupWords: Record<ItemGroup, string> = {
  status: 'Status',
  type: 'Type',
  language: 'Language',
  assignee: 'Assignee',
}

/** Null where the address names none, or nothing that there is. */
export function groupFrom(query: URLSearchParams): ItemGroup | null {
  return itemGroups.find((group) => group === query.get('group')) ?? null
}

/** Statuses and types in the order of the work, languages and people by name, nobody last. */
export function itemGrouping(group: ItemGroup, people: readonly Person[]): Grouping<ProjectItem> {
  switch (group) {
    case 'status':
      return {
        id: group,
        keyOf: (item) => item.status,
        nameOf: (key) => statusLooks[key as Status].label,
        compare: inOrderOf(statuses),
      }
    case 'type':
      return {
        id: group,
        keyOf: (item) => item.type,
        nameOf: (key) => typeLooks[key as ProjectItem['type']].label,
        compare: inOrderOf(contentTypes),
      }
    case 'language':
      return {
        id: group,
        keyOf: (item) => item.language,
        nameOf: languageLabel,
        compare: (left, right) => languageLabel(left).localeCompare(languageLabel(right)),
      }
    case 'assignee': {
      const names = new Map(people.map(({ id, name }) => [id, name]))
      const nameOf = (id: string) => (id === '' ? 'Nobody' : (names.get(id) ?? 'Someone who left'))
      return {
        id: group,
        keyOf: (item) => item.assigneeId ?? '',
        nameOf,
        compare: (left, right) =>
          Number(left === '') - Number(right === '') ||
          nameOf(left).localeCompare(nameOf(right)) ||
          left.localeCompare(right),
      }
    }
  }
}

function inOrderOf(keys: readonly string[]): (left: string, right: string) => number {
  return (left, right) => keys.indexOf(left) - keys.indexOf(right)
}
