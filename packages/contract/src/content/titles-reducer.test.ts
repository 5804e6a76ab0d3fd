import { buildContent, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ContentTitles } from './entity.ts'
import { applyTitles } from './titles-reducer.ts'

describe('applyTitles', () => {
  const state: ContentTitles = {
    data: [
      { id: idOf(2), revision: 4, title: 'Block', languages: [] },
      { id: idOf(3), revision: 0, title: null, languages: [] },
    ],
  }
  const item = (number: number, title: string, revision: number) =>
    buildContent({ id: idOf(number), title, revision })
  const after = (from: ContentTitles, items: ReturnType<typeof item>[], deletedIds: string[] = []) =>
    applyTitles(from, { ...eventBase('content.changed'), items, deletedIds })

  it('takes what is newer, and what was not there', () => {
    const [english] = buildContent().languages
    const called = (title: string) => [{ language: 'en', versionId: english?.versionId, title }]
    expect(after(state, [item(2, 'Box', 5), item(3, 'Page', 1)]).data).toEqual([
      { id: idOf(2), revision: 5, title: 'Box', languages: called('Box') },
      { id: idOf(3), revision: 1, title: 'Page', languages: called('Page') },
    ])
  })

  it('passes by what is older, and what nobody asked for', () => {
    expect(after(state, [item(2, 'Old', 3), item(4, 'Other', 9)], [idOf(5)])).toBe(state)
  })

  it('has no title of what is in the trash, until it is back', () => {
    const deleted = after(state, [], [idOf(2)])
    expect(deleted.data[0]?.title).toBeNull()
    expect(after(deleted, [], [idOf(2)])).toBe(deleted)
    expect(after(deleted, [item(2, 'Block', 4)]).data[0]?.title).toBe('Block')
  })
})
