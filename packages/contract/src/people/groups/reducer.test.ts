import { buildPerson, eventBase, idOf, instantOf } from '@copydesk/testkit/entities'
import { expect, it } from 'vitest'
import type { Group, Groups } from './entity.ts'
import { applyGroups } from './reducer.ts'

const group = (number: number, more: Partial<Group> = {}): Group => ({
  id: idOf(number),
  revision: 1,
  name: `Group ${number}`,
  memberIds: [],
  isManaged: false,
  createdAt: instantOf(number),
  ...more,
})
const state: Groups = { data: [group(1), group(2)], nextCursor: null }

it('adds, changes and takes away groups, oldest first', () => {
  const renamed = group(1, { revision: 2, name: 'Legal' })
  const changed = { ...eventBase('group.changed'), group: renamed }
  const next = applyGroups(state, changed)
  expect(next.data).toEqual([renamed, group(2)])
  expect(applyGroups(next, changed)).toBe(next)
  const added = applyGroups(next, { ...eventBase('group.changed'), group: group(3) })
  expect(added.data.map(({ id }) => id)).toEqual([1, 2, 3].map(idOf))
  const deleted = { ...eventBase('group.deleted'), groupId: idOf(2) }
  const rest = applyGroups(added, deleted)
  expect(rest.data.map(({ id }) => id)).toEqual([1, 3].map(idOf))
  expect(applyGroups(rest, deleted)).toBe(rest)
})

it('lets somebody who is removed leave theirs', () => {
  const left = group(2, { revision: 2 })
  const removed = { ...eventBase('person.changed'), person: buildPerson({ state: 'removed' }) }
  expect(applyGroups(state, removed)).toBe(state)
  expect(applyGroups(state, { ...removed, groups: [left] }).data).toEqual([group(1), left])
})
