import { buildContent, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ContentListState } from './entity.ts'
import { applyContentList, matchesTitle } from './list-reducer.ts'

describe('applyContentList', () => {
  const home = buildContent({ id: idOf(2), title: 'Home' })
  const state: ContentListState = {
    data: [home],
    nextCursor: null,
    q: 'home',
    type: null,
    language: null,
    status: null,
  }
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
