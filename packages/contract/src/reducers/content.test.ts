import { describe, expect, it } from 'vitest'
import { buildContent, buildPerson, buildVersion, eventBase, idOf } from '../../test/builders.ts'
import type { ContentListState, ContentState, PeopleState } from '../snapshots.ts'
import { applyContent } from './content.ts'
import { applyContentList, matchesTitle } from './content-list.ts'
import { applyPeople } from './people.ts'

describe('applyContent', () => {
  const version = buildVersion()
  const state: ContentState = { ...buildContent(), versions: [version] }

  it('takes newer summaries and puts new versions first', () => {
    const draft = buildVersion({ id: idOf(4), number: 2 })
    const content = buildContent({ title: 'Start', revision: 2 })
    const event = { ...eventBase('version.changed'), content, versions: [draft] }
    const next = applyContent(state, event)
    expect(next).toEqual({ ...content, versions: [draft, version] })
    expect(next.versions[1]).toBe(version)
    expect(applyContent(next, event)).toBe(next)
  })

  it('keeps what is newer than the event', () => {
    const newer: ContentState = { ...buildContent({ revision: 5 }), versions: [{ ...version, revision: 5 }] }
    const event = {
      ...eventBase('version.changed'),
      content: buildContent({ revision: 4 }),
      versions: [version],
    }
    expect(applyContent(newer, event)).toBe(newer)
  })
})

describe('applyContentList', () => {
  const home = buildContent({ id: idOf(2), title: 'Home' })
  const state: ContentListState = { data: [home], nextCursor: null, q: 'home', type: null, language: null }
  const changed = (item: typeof home) => ({ ...eventBase('content.changed'), items: [item] })

  it('takes a new item that matches, newest first', () => {
    const item = buildContent({ id: idOf(3), title: 'HOME again' })
    expect(applyContentList(state, changed(item)).data).toEqual([item, home])
  })

  it('drops an item that stops matching and passes by one that never did', () => {
    expect(
      applyContentList(state, changed(buildContent({ ...home, title: 'Start', languages: [], revision: 2 })))
        .data,
    ).toEqual([])
    expect(applyContentList(state, changed(buildContent({ id: idOf(3), title: 'Start' })))).toBe(state)
  })

  it('passes by what lies on a later page', () => {
    const windowed = { ...state, nextCursor: idOf(2) }
    expect(applyContentList(windowed, changed(buildContent({ id: idOf(1), title: 'Home' })))).toBe(windowed)
  })

  it('matches titles whatever the case, beyond ASCII too', () => {
    expect(matchesTitle('Über uns', 'ÜBER')).toBe(true)
    expect(matchesTitle('Über uns', ' uns ')).toBe(true)
    expect(matchesTitle('Über uns', 'about')).toBe(false)
  })
})

describe('applyPeople', () => {
  it('adds and changes people', () => {
    const person = buildPerson()
    const state: PeopleState = { data: [person], nextCursor: null }
    const other = buildPerson({ id: idOf(2), name: 'Bo' })
    const next = applyPeople(state, { ...eventBase('person.changed'), person: other })
    expect(next.data).toEqual([person, other])
    expect(next.data[0]).toBe(person)
    expect(applyPeople(next, { ...eventBase('person.changed'), person: other })).toBe(next)
  })
})
