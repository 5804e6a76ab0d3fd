import { describe, expect, it } from 'vitest'
import { languageTyped, offeredLanguages } from './languages.ts'

describe('the languages that are offered', () => {
  it('are those in use first, without those that are there', () => {
    expect(offeredLanguages(['sr-Latn', 'gsw', 'en'], ['en', 'ar']).slice(0, 4)).toEqual([
      'gsw',
      'sr-Latn',
      'cs',
      'da',
    ])
  })
})

describe('the language that was typed', () => {
  it.each([
    ['sv', 'sv'],
    [' SV_se ', 'sv-SE'],
    ['iw', 'he'],
    ['gsw', 'gsw'],
    ['Swedish', 'sv'],
    ['Swedish (sv)', 'sv'],
    ['Chinese (China) (zh-CN)', 'zh-CN'],
    ['Greek (no tag)', null],
    ['brazilian portuguese', 'pt-BR'],
    ['x-klingon', null],
    ['Klingonese', null],
    ['', null],
  ])('%j is %s', (typed, expected) => {
    expect(languageTyped(typed, offeredLanguages([]))).toBe(expected)
  })
})
