import { idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import { isLiveFor, stateFor } from './target-words.ts'

const inLanguages = (...published: [string, number | null][]) => ({
  languages: published.map(([language, publishedNumber]) => ({
    ...{ versionId: idOf(9), number: 1, status: 'draft' as const, title: 'T', projectId: null },
    language,
    publishedNumber,
  })),
})

describe('what a text refers to', () => {
  it.each([
    [
      'its own language is live',
      [
        ['en', null],
        ['sv', 1],
      ],
      true,
    ],
    [
      'its own language is a draft',
      [
        ['en', 1],
        ['sv', null],
      ],
      false,
    ],
    ['only another language is there, and live', [['en', 1]], true],
    ['nothing is live', [['en', null]], false],
  ] as [string, [string, number | null][], boolean][])(
    'for Swedish readers: %s',
    (_, languages, expected) => {
      expect(isLiveFor(inLanguages(...languages), 'sv')).toBe(expected)
    },
  )

  it('is in the language of the text, or in its own first one', () => {
    const content = inLanguages(['en', 1], ['sv', 1])
    expect(stateFor(content, 'sv')?.language).toBe('sv')
    expect(stateFor(content, 'de')?.language).toBe('en')
  })
})
