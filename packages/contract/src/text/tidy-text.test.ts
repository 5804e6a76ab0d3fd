import { describe, expect, it } from 'vitest'
import { tidyLine, tidyText } from './tidy-text.ts'

const nul = 'must not contain the character NUL (U+0000)'

describe('a line', () => {
  it.each([
    ['Café', 'Café', 'decomposed letters'],
    ['한글', '한글', 'decomposed Hangul'],
    ['a\nb', 'a b', 'a line break'],
    ['a\r\n\tb', 'a b', 'several breaks and tabs'],
    ['a\u2028b\u2029c\x85d\ve\ff', 'a b c d e f', 'line breaks of other kinds'],
    ['\u200b\ufeff  a \u00a0', 'a', 'blanks at the ends, unseen ones too'],
    ['\u202eevil\u202c', 'evil', 'an override'],
    ['a\u2066b', 'ab', 'an isolate that is not closed'],
    ['שלום \u200fabc', 'שלום \u200fabc', 'a mark of direction between words'],
    ['👩\u200d👧', '👩\u200d👧', 'an emoji that is joined'],
    ['می\u200cخواهم', 'می\u200cخواهم', 'Persian with a non-joiner'],
    ['a  b', 'a  b', 'blanks within'],
  ])('%j becomes %j (%s)', (typed, text) => {
    expect(tidyLine(typed, { max: 50, required: true })).toEqual({ ok: true, text })
  })

  it.each([
    ['a\0b', nul],
    ['a\ud800b', 'must not contain the character U+D800'],
    ['\udc00', 'must not contain the character U+DC00'],
    ['a\uffffb', 'must not contain the character U+FFFF'],
    ['a\x1bb', 'must not contain the character U+001B'],
    ['a\x9bb', 'must not contain the character U+009B'],
    ['', 'must not be empty'],
    ['\u200b', 'must not be empty'],
    ['\u200d\u00ad', 'must have a character that can be seen'],
    ['\u3164', 'must have a character that can be seen'],
    ['\u2800', 'must have a character that can be seen'],
    ['\u0301', 'must have a character that can be seen'],
    ['\u202e', 'must not be empty'],
    ['x'.repeat(51), 'must have at most 50 characters'],
    ['x'.repeat(5000), 'must have at most 50 characters'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(tidyLine(typed, { max: 50, required: true })).toEqual({ ok: false, problem })
  })

  it('counts characters, not code units, after it was tidied', () => {
    for (const character of ['😀', '漢', 'é', 'e\u0301', '한']) {
      expect(tidyLine(character.repeat(50), { max: 50 }).ok).toBe(true)
      expect(tidyLine(character.repeat(51), { max: 50 }).ok).toBe(false)
    }
  })
})

describe('a text of many lines', () => {
  it.each([
    ['a\r\nb\rc\u2028d\fe', 'a\nb\nc\nd\ne', 'line breaks of all kinds'],
    ['  a\t b  \n', '  a\t b  \n', 'its blanks'],
    ['a\x08b\x1b[1mc\x7f', 'ab[1mc', 'control characters of a paste'],
    ['abc\u202edef', 'abcdef', 'an override'],
    ['\u2067שלום\u2069', '\u2067שלום\u2069', 'isolates'],
    ['Cafe\u0301', 'Café', 'decomposed letters'],
  ])('%j becomes %j (%s)', (typed, text) => {
    expect(tidyText(typed)).toEqual({ ok: true, text })
    expect(tidyText(text)).toEqual({ ok: true, text })
  })

  it.each([
    ['a\0', nul],
    ['\ud83d', 'must not contain the character U+D83D'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(tidyText(typed)).toEqual({ ok: false, problem })
  })
})
