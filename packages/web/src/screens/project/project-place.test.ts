import { describe, expect, it } from 'vitest'
import { placeFrom, queryOf } from './project-place.ts'

const place = (query: string) => placeFrom(new URLSearchParams(query))

describe('the place within a project', () => {
  it.each([
    ['', { tab: 'items', itemId: null, commentId: null }],
    ['tab=comments', { tab: 'comments', itemId: null, commentId: null }],
    ['tab=releases', { tab: 'releases', itemId: null, commentId: null }],
    ['tab=nothing', { tab: 'items', itemId: null, commentId: null }],
    ['item=1', { tab: 'items', itemId: '1', commentId: null }],
    ['item=1&comment=2', { tab: 'items', itemId: '1', commentId: '2' }],
    ['comment=2', { tab: 'comments', itemId: null, commentId: '2' }],
  ])('"%s" is read', (query, expected) => {
    expect(place(query)).toEqual(expected)
  })

  it('leaves alone what else the address says', () => {
    const before = new URLSearchParams('item=1&q=winter&sort=-title')
    expect(queryOf({ ...placeFrom(before), itemId: null }, before).toString()).toBe('q=winter&sort=-title')
  })

  it.each(['', 'tab=comments', 'tab=releases', 'item=1', 'item=1&comment=2', 'tab=comments&comment=2'])(
    '"%s" comes back as it was',
    (query) => {
      expect(queryOf(place(query)).toString()).toBe(query)
    },
  )
})
