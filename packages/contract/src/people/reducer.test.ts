import { buildPerson, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { PeopleState } from './entity.ts'
import { applyPeople } from './reducer.ts'

describe('applyPeople', () => {
  it('adds and changes people', () => {
    const person = buildPerson()
    const state: PeopleState = { data: [person], nextCursor: null, services: [] }
    const other = buildPerson({ id: idOf(2), name: 'Bo' })
    const next = applyPeople(state, { ...eventBase('person.changed'), person: other })
    expect(next.data).toEqual([person, other])
    expect(next.data[0]).toBe(person)
    expect(applyPeople(next, { ...eventBase('person.changed'), person: other })).toBe(next)
  })

  it('adds and changes services', () => {
    const state: PeopleState = { data: [], nextCursor: null, services: [] }
    const service = { id: idOf(3), revision: 1, name: 'CI importer' }
    const next = applyPeople(state, { ...eventBase('service.changed'), service })
    expect(next).toEqual({ ...state, services: [service] })
    expect(applyPeople(next, { ...eventBase('service.changed'), service })).toBe(next)
    const revoked = { ...service, revision: 2 }
    expect(applyPeople(next, { ...eventBase('service.changed'), service: revoked }).services).toEqual([
      revoked,
    ])
  })
})
