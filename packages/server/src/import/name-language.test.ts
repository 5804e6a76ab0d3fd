import { describe, expect, it } from 'vitest'
import { knownLanguage, splitLanguage } from './name-language.ts'

describe('splitLanguage', () => {
  it.each([
    ['about.md', 'about.md', undefined],
    ['about.sv.md', 'about.md', 'sv'],
    ['sv/about.md', 'about.md', 'sv'],
    ['docs/sv/guide/about.md', 'docs/guide/about.md', 'sv'],
    ['sv/de/about.md', 'sv/about.md', 'de'],
    ['sv/about.de.md', 'sv/about.md', 'de'],
    ['README.zh-CN.md', 'README.md', 'zh-CN'],
    ['README.pt_BR.markdown', 'README.markdown', 'pt-BR'],
    ['notes.es-419.md', 'notes.md', 'es-419'],
    ['v1.2.md', 'v1.2.md', undefined],
    ['api/about.md', 'api/about.md', undefined],
    ['go/about.md', 'go/about.md', undefined],
    ['IT/about.md', 'IT/about.md', undefined],
    ['sv.md', 'sv.md', undefined],
    ['.sv.md', '.sv.md', undefined],
  ])('%s is %s in %s', (path, key, language) => {
    expect(splitLanguage(path)).toEqual({ key, language })
  })
})

describe('knownLanguage', () => {
  it.each([
    ['sv', 'sv'],
    ['SV-se', 'sv-SE'],
    ['zh-hans', 'zh-Hans'],
    ['qq', undefined],
    ['xx-yy', undefined],
    ['swedish', undefined],
    ['', undefined],
  ])('%s is %s', (text, expected) => {
    expect(knownLanguage(text)).toBe(expected)
  })
})
