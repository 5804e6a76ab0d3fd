import { describe, expect, it } from 'vitest'
import { findLanguages } from './find-languages.ts'

/** Each path with its key, and the language unless it is the default. */
const located = (paths: readonly string[], named?: string[], defaultLanguage = 'en') => {
  const { locate } = findLanguages(paths, { defaultLanguage, named })
  return paths.map((path) => {
    const { key, language } = locate(path, undefined)
    return language === defaultLanguage ? key : `${key} in ${language}`
  })
}

describe('a language that is named', () => {
  it.each([
    ['about.md', 'about.md'],
    ['about.sv.md', 'about.md in sv'],
    ['sv/about.md', 'about.md in sv'],
    ['docs/sv/guide/about.md', 'docs/guide/about.md in sv'],
    ['sv/de/about.md', 'sv/about.md in de'],
    ['sv/about.de.md', 'sv/about.md in de'],
    ['README.zh-CN.md', 'README.md in zh-CN'],
    ['README.pt_BR.markdown', 'README.markdown in pt-BR'],
    ['page.EN-gb.MD', 'page.md in en-GB'],
    ['notes.es-419.md', 'notes.md in es-419'],
    ['notes.fil.md', 'notes.md in fil'],
    ['page.iw.md', 'page.md in he'],
    ['v1.2.md', 'v1.2.md'],
    ['api/about.md', 'api/about.md'],
    ['go/about.md', 'go/about.md'],
    ['IT/about.md', 'IT/about.md'],
    ['hr/about.md', 'hr/about.md'],
    ['sv.md', 'sv.md'],
    ['.sv.md', '.sv.md'],
  ])('puts %s at %s', (path, expected) => {
    const named = ['sv', 'de', 'zh-CN', 'pt-BR', 'en-GB', 'es-419', 'fil', 'he', 'it']
    expect(located([path], named)).toEqual([expected])
  })
})

/** Folders as strangers have them, and what an editor takes their pages for. */
const situations: [name: string, folder: Record<string, string>][] = [
  [
    'a module of TypeScript',
    { 'Array.md': 'Array.md', 'Array.ts.md': 'Array.ts.md', 'Map.ts.md': 'Map.ts.md' },
  ],
  [
    'modules of TypeScript beside pages about them',
    {
      'Array.md': 'Array.md',
      'Array.ts.md': 'Array.ts.md',
      'Map.md': 'Map.md',
      'Map.ts.md': 'Map.ts.md',
      'Set.md': 'Set.md',
      'Set.ts.md': 'Set.ts.md',
    },
  ],
  [
    'samples in many code languages',
    {
      'hello.md': 'hello.md',
      'hello.cs.md': 'hello.cs.md',
      'hello.ts.md': 'hello.ts.md',
      'hello.pl.md': 'hello.pl.md',
    },
  ],
  [
    'human resources',
    {
      'leave.md': 'leave.md',
      'hr/leave.md': 'hr/leave.md',
      'index.md': 'index.md',
      'hr/index.md': 'hr/index.md',
    },
  ],
  [
    'two departments',
    { 'contacts.md': 'contacts.md', 'hr/contacts.md': 'hr/contacts.md', 'it/contacts.md': 'it/contacts.md' },
  ],
  [
    'topics with an index each',
    {
      'index.md': 'index.md',
      'os/index.md': 'os/index.md',
      'ml/index.md': 'ml/index.md',
      'io/index.md': 'io/index.md',
      'id/index.md': 'id/index.md',
      'my/index.md': 'my/index.md',
    },
  ],
  ['a list of things to do', { 'do.md': 'do.md', 'to/do.md': 'to/do.md', 'to-do/do.md': 'to-do/do.md' }],
  [
    'one file with a tag and nothing beside it',
    { 'release.my.md': 'release.my.md', 'plan.sv.md': 'plan.sv.md' },
  ],
  ['one translation that does not recur', { 'about.md': 'about.md', 'about.sv.md': 'about.sv.md' }],
  [
    'a translation that recurs',
    {
      'about.md': 'about.md',
      'about.sv.md': 'about.md in sv',
      'jobs.md': 'jobs.md',
      'jobs.sv.md': 'jobs.md in sv',
      'only.sv.md': 'only.md in sv',
    },
  ],
  [
    'one page in many languages',
    {
      'README.md': 'README.md',
      'README.de.md': 'README.md in de',
      'README.fr.md': 'README.md in fr',
      'README.no.md': 'README.md in no',
      'README.cs.md': 'README.md in cs',
    },
  ],
  [
    'tags as only tags are written',
    { 'README.zh-CN.md': 'README.md in zh-CN', 'zh-Hant/guide.md': 'guide.md in zh-Hant' },
  ],
  [
    'a folder for each language, the first at the root',
    {
      'a.md': 'a.md',
      'b.md': 'b.md',
      'sv/a.md': 'a.md in sv',
      'sv/b.md': 'b.md in sv',
      'sv/c.md': 'c.md in sv',
    },
  ],
  [
    'a folder for every language',
    {
      'docs/en/a.md': 'docs/a.md',
      'docs/en/b.md': 'docs/b.md',
      'docs/de/a.md': 'docs/a.md in de',
      'docs/de/b.md': 'docs/b.md in de',
    },
  ],
  [
    'words that are languages here',
    {
      'a.md': 'a.md',
      'b.md': 'b.md',
      'c.md': 'c.md',
      'it/a.md': 'a.md in it',
      'it/b.md': 'b.md in it',
      'it/c.md': 'c.md in it',
    },
  ],
  ['a folder of the default language beside the same files', { 'x.md': 'x.md', 'en/x.md': 'en/x.md' }],
  ['names in two forms of Unicode', { 'cafe\u0301.md': 'caf\u00e9.md' }],
]

describe('languages that are found', () => {
  it.each(situations)('in %s', (_name, folder) => {
    expect(located(Object.keys(folder))).toEqual(Object.values(folder))
  })

  it('stay when an earlier run found them', () => {
    const options = { defaultLanguage: 'en', remembered: ['name:sv'] }
    const { locate, tags } = findLanguages(['about.sv.md'], options)
    expect(locate('about.sv.md', undefined)).toEqual({ key: 'about.md', language: 'sv' })
    expect(tags).toEqual(['name:sv'])
  })

  it('are believed when the file itself says so', () => {
    const { locate } = findLanguages(['hr/leave.md'], { defaultLanguage: 'en' })
    expect(locate('hr/leave.md', 'hr')).toEqual({ key: 'leave.md', language: 'hr' })
    expect(locate('hr/leave.md', 'sv')).toEqual({ key: 'hr/leave.md', language: 'sv' })
  })

  it('are told apart from tags that were not taken', () => {
    const { notTaken } = findLanguages(['hr/a.md', 'hr/b.md', 'os/a.md'], { defaultLanguage: 'en' })
    expect([...notTaken]).toEqual([
      ['hr', { count: 2, example: 'hr/a.md' }],
      ['os', { count: 1, example: 'os/a.md' }],
    ])
  })
})
