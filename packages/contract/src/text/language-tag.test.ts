import { describe, expect, it } from 'vitest'
import { parseLanguage } from './language-tag.ts'

describe('parseLanguage', () => {
  it.each([
    ['en', 'en'],
    ['EN', 'en'],
    ['sv-se', 'sv-SE'],
    ['sv_SE', 'sv-SE'],
    [' pt_BR ', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['sr_latn_rs', 'sr-Latn-RS'],
    ['iw', 'he'],
    ['ca-valencia', 'ca-valencia'],
    ['es-419', 'es-419'],
    ['de-1996', 'de-1996'],
  ])('%s is %s', (typed, language) => {
    expect(parseLanguage(typed)).toBe(language)
    expect(parseLanguage(language)).toBe(language)
  })

  it.each([
    '',
    'e',
    'english',
    'en--US',
    'en-',
    '-en',
    'x-mine',
    'sv_SE.UTF-8',
    'de-1996-1996',
    'ſv',
    'en\0',
    `en-${'a'.repeat(9)}`,
    `en-${'abcdefgh-'.repeat(20)}a`,
  ])('%j is none', (typed) => {
    expect(parseLanguage(typed)).toBeNull()
  })
})
