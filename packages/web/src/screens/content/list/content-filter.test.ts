import { describe, expect, it } from 'vitest'
import { allContent, contentFilterFrom, isNarrowed, queryOfFilter } from './content-filter.ts'

const read = (query: string) => contentFilterFrom(new URLSearchParams(query))

describe('the filter of the content list', () => {
  it.each(['', 'q=coat', 'q=coat&type=block&language=sv-SE&status=in_review'])(
    '"%s" comes back as it was',
    (query) => {
      expect(queryOfFilter(read(query)).toString()).toBe(query)
    },
  )

  it('takes nothing from what makes no sense', () => {
    expect(read('type=poem&language=&status=lost')).toEqual(allContent)
  })

  it('knows whether it narrows', () => {
    expect(isNarrowed(read('q=%20'))).toBe(false)
    expect(isNarrowed(read('language=sv'))).toBe(true)
    expect(isNarrowed(read('status=draft'))).toBe(true)
  })
})
