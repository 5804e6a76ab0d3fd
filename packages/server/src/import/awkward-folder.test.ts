/** Small files, each awkward in one way, and what an editor would take each of them for. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { createImportTest } from '../../test/import-test.ts'
import { type DocumentResult, readDocument } from './read-document.ts'
import { titleFromPath } from './title.ts'

interface Expected {
  title?: string | undefined
  body?: string
  language?: string | undefined
  fields?: object
  note?: string
  refused?: string
}

const utf16 = (text: string, mark: number[], isLittle: boolean) =>
  new Uint8Array([
    ...mark,
    ...[...text].flatMap((_, index) => {
      const code = text.charCodeAt(index)
      return isLittle ? [code & 255, code >> 8] : [code >> 8, code & 255]
    }),
  ])
const latin1 = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

/** A file, and of what is read in it that which matters. */
const files: Record<string, [file: string | Uint8Array, expected: Expected]> = {
  'a title that is a number': ['---\ntitle: 500\n---\nWords', { title: '500', body: 'Words' }],
  'a title that is a version': ['---\ntitle: 2.10\n---\n# News', { title: '2.10' }],
  'a title that is a day': ['---\ntitle: 2027-01-31\n---\n', { title: '2027-01-31' }],
  'a title that is true': ['---\ntitle: false\n---\n', { title: 'false' }],
  'a title that is the word null': ['---\ntitle: NULL\n---\n', { title: 'NULL' }],
  'no title': ['---\ntitle: ~\n---\n# Heading', { title: 'Heading', fields: { title: null } }],
  'a title that begins as a list': [
    '---\ntitle: [Draft] of the week\n---\n',
    { refused: 'not valid YAML, in its line 1: title: [Draft] of the week' },
  ],
  'a title with a colon': [
    '---\ntags: a\ntitle: Autumn: a plan\n---\n',
    { refused: 'in its line 2: title: Autumn: a plan' },
  ],
  'a title with a sign': ['---\ntitle: @work\n---\n', { refused: 'not valid YAML, in its line 1' }],
  'a key in capitals': ['---\nTITLE: Loud\nLang: sv\n---\n', { title: 'Loud', language: 'sv', fields: {} }],
  'a title of two lines': ['---\ntitle: |\n  One\n  two\n---\n', { title: 'One two' }],
  'a title that is folded': ['---\ntitle: >-\n  One\n  two\n---\n', { title: 'One two' }],
  'a title in HTML': [
    '---\ntitle: "Salt &amp; <b>pepper</b>, Map<K, V>"\n---\n',
    { title: 'Salt & pepper, Map<K, V>' },
  ],
  'a key that is there twice': ['---\ntitle: A\ntitle: B\n---\n', { refused: 'in its line 2: title: B' }],
  'a tab after the colon': ['---\ntitle:\tTab\n---\n', { title: 'Tab' }],
  'tabs before a list': ['---\ntags:\n\t- one\n---\n', { refused: 'in its line 2' }],
  'a tag of YAML': ['---\ntitle: !vault hidden\n---\n', { title: 'hidden' }],
  'a template for a title': [
    '---\ntitle: {{ page.title }}\n---\n# Real',
    { title: 'Real', note: 'no text', fields: { title: '{{ page.title }}' } },
  ],
  'aliases that mean millions of values': [
    `---\na: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(
      /./g,
      (one) =>
        `${one}: &${one} [${Array(9)
          .fill(`*${String.fromCharCode(one.charCodeAt(0) - 1)}`)
          .join()}]\n`,
    )}---\n`,
    { refused: 'not valid YAML' },
  ],
  'brackets without end': [`---\na: ${'['.repeat(20_000)}\n---\n`, { refused: 'not valid YAML' }],
  'front matter that is a book': [`---\na: ${'x'.repeat(70_000)}\n---\n`, { refused: 'longer than 64 kB' }],
  'a key that objects inherit': [
    '---\n__proto__: {a: 1}\nconstructor: x\n---\n',
    { fields: JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}') },
  ],
  'numbers that JSON would alter': [
    '---\nid: 12345678901234567890\nv: 1.10\nn: 7\n---\n',
    { fields: { id: '12345678901234567890', v: '1.10', n: 7 } },
  ],
  'everything else that it says': [
    '---\ntitle: T\ndate: 2027-01-31\ntags: [a, b]\ndraft: true\nnested: {a: {b: c}}\ntype: post\n---\n',
    {
      title: 'T',
      fields: { date: '2027-01-31', tags: ['a', 'b'], draft: true, nested: { a: { b: 'c' } }, type: 'post' },
    },
  ],

  'front matter in TOML': [
    '+++\ntitle = "T"\ndate = 2027-01-31\nbig = 12345678901234567890\n[extra]\nweight = 1\n+++\nWords',
    {
      title: 'T',
      body: 'Words',
      fields: { date: '2027-01-31', big: '12345678901234567890', extra: { weight: 1 } },
    },
  ],
  'TOML that is broken': [
    '+++\ntitle = "T"\ndate = soon\n+++\n',
    { refused: 'not valid TOML, in its line 2: date = soon' },
  ],
  'front matter in JSON': [
    '{\n  "title": "T",\n  "id": 12345678901234567890\n}\n\nWords',
    { title: 'T', body: 'Words', fields: { id: '12345678901234567890' } },
  ],
  'JSON without end': ['{\n  "title": "T"\n\nWords', { note: 'does not end' }],
  'a template at the start': ['{% include x %}\n\n# T', { title: 'T', body: '{% include x %}\n\n# T' }],
  'members of JSON between semicolons': [
    ';;;\n"title": "T",\n"a": 1\n;;;\nWords',
    { title: 'T', body: 'Words', fields: { a: 1 } },
  ],
  'members of JSON without a first line': [
    '"title": "T",\n"a": 1\n;;;\nWords',
    { title: 'T', body: 'Words' },
  ],
  'YAML without a first line': [
    'title: T\ntags:\n- a\n---\nWords',
    { title: 'T', body: 'Words', fields: { tags: ['a'] } },
  ],
  'YAML that ends in dots': ['---\ntitle: T\n...\nWords', { title: 'T', body: 'Words' }],
  'YAML between four hyphens': ['----\ntitle: T\n----\nWords', { title: 'T', body: 'Words' }],
  'a mark and line ends of Windows': [
    '\uFEFF---\r\ntitle: T\r\n---\r\nWords\r\nmore',
    { title: 'T', body: 'Words\nmore' },
  ],
  'a blank line first': ['\n---\ntitle: T\n---\nWords', { title: 'T', body: 'Words' }],
  'a comment first': [
    '<!-- lint: off -->\n---\ntitle: T\n---\nWords',
    { title: 'T', body: '<!-- lint: off -->\nWords' },
  ],
  'a heading above a line': [
    'about:\n---\n\nWords',
    { title: 'about:', body: 'about:\n---\n\nWords', note: 'looks like front matter' },
  ],
  'blanks around the fences': [
    ' --- \n   title: T\n   a: 1\n ---  \nWords',
    { title: 'T', body: 'Words', fields: { a: 1 } },
  ],
  'a last line of many hyphens': ['---\ntitle: T\n-----------\nWords', { title: 'T', body: 'Words' }],
  'a first line without a last': ['---\ntitle: T\n\nWords', { note: 'looks like front matter' }],
  'a heading between two rules': [
    '---\n\n## Part\n\n---\n\nMore',
    { title: 'Part', body: '---\n\n## Part\n\n---\n\nMore', note: 'looks like front matter' },
  ],
  'a list after a rule and a blank line': [
    '---\n\n- one\n- two\n\n---\nMore',
    { body: '---\n\n- one\n- two\n\n---\nMore', note: 'looks like front matter' },
  ],
  'a sentence with two colons after a rule': [
    '---\n\nSee: this: now\n\n---\nMore',
    { body: '---\n\nSee: this: now\n\n---\nMore', note: 'looks like front matter' },
  ],
  'words between two rules': [
    '---\n\nOnly words.\n\n---\n\nMore',
    { body: '---\n\nOnly words.\n\n---\n\nMore', fields: {}, note: 'looks like front matter' },
  ],
  'a list between two rules': ['---\n- a\n---\n', { refused: 'not a list of keys and values' }],
  'no fields at all': ['---\n---\nWords', { body: 'Words', fields: {} }],

  'a language in small letters': ['---\nlang: sv-fi\n---\n', { language: 'sv-FI' }],
  'a language with an underscore': ['---\nlocale: zh_TW\n---\n', { language: 'zh-TW' }],
  'a language in capitals': ['---\nlang: DE\n---\n', { language: 'de' }],
  'two languages at once': ['---\nlang: [de, fr]\n---\n', { refused: '["de","fr"] as language' }],
  'one language in a list': ['---\nlang: [de]\n---\n', { language: 'de' }],
  'no language': ['---\nlang: ""\n---\n', { language: undefined, fields: { lang: '' } }],
  'Norwegian, which YAML 1.1 takes for no': ['---\nlang: no\n---\n', { language: 'no' }],
  'a language of programs': [
    '---\nlanguage: Rust\n---\n',
    { language: undefined, fields: { language: 'Rust' } },
  ],

  'UTF-16, the low byte first': [utf16('# Läge', [0xff, 0xfe], true), { title: 'Läge' }],
  'UTF-16, the high byte first': [utf16('# Läge', [0xfe, 0xff], false), { title: 'Läge' }],
  'Latin-1': [latin1('# Läge'), { refused: 'not valid UTF-8' }],
  'a NUL': ['# A\0B', { refused: 'binary' }],
  'letters with loose accents': ['# Cafe\u0301', { title: 'Caf\u00e9', body: '# Caf\u00e9' }],
  'line ends of an old Mac': ['# One\r\rTwo', { title: 'One', body: '# One\n\nTwo' }],
  'a separator within a line': ['# One\u2028two', { title: 'One', body: '# One\ntwo' }],
  'a bell and an escape': ['# Ring\u0007 \u001b[31mred', { title: 'Ring [31mred', body: '# Ring [31mred' }],
  'quotes deeper than anybody writes': [
    '> '.repeat(300),
    { refused: 'nests quotes or lists more than 200 deep' },
  ],
  'a title that turns the line round': ['# abc\u202efdp.exe', { title: 'abcfdp.exe' }],
  'a title that cannot be seen': ['---\ntitle: "\\u200b\\ufeff"\n---\n# Seen', { title: 'Seen' }],

  'code first': ['\n\n    indented\n    code\n\nText', { body: '    indented\n    code\n\nText' }],
  'blanks only': ['  \n\n \t\n', { title: undefined, body: '' }],
  nothing: ['', { title: undefined, body: '' }],
  'as much as fits': ['字'.repeat(400_000), { body: '字'.repeat(400_000) }],
  'more than fits': ['x'.repeat(500_001), { refused: 'more than 500000 characters' }],
  'a heading with HTML': [
    '# <img src=x onerror=alert(1)> Go `now` **at** [last](javascript:x)',
    { title: 'Go now at last' },
  ],
  'a heading with entities': ['# R&amp;D &mdash; &lt;i&gt; &#65;', { title: 'R&D — <i> A' }],
  'a heading with a type': ['# Map<K, V>', { title: 'Map<K, V>' }],
  'a heading that is a picture': ['# ![Logo](l.png)\n\n## Words', { title: 'Words' }],
  'a heading with marks within marks': [
    '# A **big _and_ small** _thing_ and snake_case_name',
    { title: 'A big and small thing and snake_case_name' },
  ],
  'a heading with brackets': ['# call([one][, two])', { title: 'call([one][, two])' }],
  'a heading with a link by reference': [
    '# See [this][1] now\n\n[1]: https://example.org',
    { title: 'See this now' },
  ],
  'a heading in a quote': ['> # Quoted\n\n# Own', { title: 'Own' }],
  'a line of a list above a rule': ['- one\n---\n# Own', { title: 'Own' }],
  'a table': ['a | b\n--|--\n1 | 2', { title: undefined }],
}

describe('a file with', () => {
  it.each(Object.entries(files))('%s', (_name, [file, { refused, note, ...expected }]) => {
    const warn = vi.spyOn(process, 'emitWarning')
    const result = readDocument(typeof file === 'string' ? new TextEncoder().encode(file) : file)
    // Nothing but the import's own words reaches a terminal.
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
    if (refused !== undefined) {
      expect(result).toEqual({ ok: false, reason: expect.stringContaining(refused) })
      return
    }
    const { document } = result as Extract<DocumentResult, { ok: true }>
    expect(document.note).toEqual(note === undefined ? undefined : expect.stringContaining(note))
    const { fields, ...others } = expected
    expect(document).toMatchObject(others)
    if (fields) expect(JSON.stringify(document.fields)).toBe(JSON.stringify(fields))
  })

  it('a title of emoji, cut between them and the same in every run', async () => {
    const { put, run, list } = await createImportTest()
    put('family.md', `# ${'👩‍👩‍👧‍👧'.repeat(80)}`)
    await run()
    const [item] = await list()
    expect(item?.title).toMatch(/^(?:👩‍👩‍👧‍👧)+…$/u)
    expect(await run()).toMatchObject({ changed: 0, unchanged: 1 })
  })

  it.each([
    ['getting-started_now.md', 'Getting started now'],
    ['guide/index.md', 'Guide'],
    ['guide/README.md', 'Guide'],
    ['index.md', 'Index'],
    ['ends in a dot..md', 'Ends in a dot.'],
    ['-dash.md', 'Dash'],
    ['---.md', '---'],
    ['🚀.md', '🚀'],
  ])('the name %s and no heading', (path, title) => {
    expect(titleFromPath(path)).toBe(title)
  })
})

describe('a text that came in', () => {
  it.each([
    ['Chinese, as much as fits', '字'.repeat(400_000)],
    ['emoji, as much as fits', '😀'.repeat(499_998)],
    ['what is long as JSON', '"\\'.repeat(200_000)],
    ['indented code', '    code\n\ttab'],
  ])('can be saved again: %s', async (_name, text) => {
    const { put, run, list, edit, versions } = await createImportTest()
    put('long.md', text)
    expect(await run()).toMatchObject({ added: 1, skipped: [] })
    const [item] = await list()
    await edit(item?.id ?? '', { body: `${text} !` })
    expect((await versions(item?.id ?? ''))[0]?.body).toBe(`${text} !`)
  })
})

describe('a folder with', () => {
  it('links, pipes and strange names', async () => {
    const { put, run, folder, root, list } = await createImportTest()
    writeFileSync(join(root, 'secret.md'), '# A key')
    put('page.md', '# Page')
    put('.hidden.md', '# Hidden')
    put('.git/a.md', '# Hidden')
    put('node_modules/a/README.md', '# Package')
    put('named.md/inside.md', '# Inside')
    put('UPPER.MD', '# Upper')
    put('--name.md', '# Like an option')
    put('a.mdx', '# X')
    put('a.png', '')
    put('b.PNG', '')
    put('LICENSE', '')
    const link = (target: string, name: string) => symlinkSync(target, join(folder, name))
    link('page.md', 'inside.md')
    link('../secret.md', 'outside.md')
    link(join(root, 'secret.md'), 'absolute.md')
    link('.hidden.md', 'to-hidden.md')
    link('/dev/zero', 'zero.md')
    link('nowhere.md', 'nowhere.md')
    link('gone.md', 'broken.md')
    link('.', 'self.md')
    link('.', 'self')
    mkdirSync(join(root, 'handbook-2'))
    writeFileSync(join(root, 'handbook-2', 'a.md'), '# Beside')
    link('../handbook-2/a.md', 'beside.md')
    execFileSync('mkfifo', [join(folder, 'pipe.md')])
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/latin-`), Buffer.from([0xe5]), Buffer.from('.md')]),
      'x',
    )
    const { skipped, leftOut, added } = await run()
    expect(Object.fromEntries(skipped.map(({ path, reason }) => [path, reason]))).toEqual({
      'outside.md': 'it is a link that leads out of the folder',
      'absolute.md': 'it is a link that leads out of the folder',
      'beside.md': 'it is a link that leads out of the folder',
      'zero.md': 'it is a link that leads out of the folder',
      'to-hidden.md': 'it is a link to a hidden file',
      'nowhere.md': 'its link leads round in a circle',
      'broken.md': 'it leads nowhere, or is gone',
      'self.md': 'it is not a regular file',
      'pipe.md': 'it is not a regular file',
      'latin-\uFFFD.md': 'its name is not valid UTF-8',
    })
    expect(added).toBe(5)
    expect((await list()).map(({ title }) => title).sort()).toEqual([
      'Inside',
      'Like an option',
      'Page',
      'Page',
      'Upper',
    ])
    expect({ ...leftOut, byEnding: Object.fromEntries(leftOut.byEnding) }).toEqual({
      byEnding: { '.mdx': 1, '.png': 2, '': 1 },
      hidden: 2,
      packages: 1,
      links: 1,
    })
  })

  it('one name in two forms, and one page in two spellings of a language', async () => {
    const { put, run } = await createImportTest()
    put('cafe\u0301.md', '# One')
    put('caf\u00e9.md', '# Two')
    put('page.pt-BR.md', '# Página')
    put('page.pt_br.md', '# Página')
    const { skipped, languages } = await run()
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'it is the same item and language as cafe\u0301.md',
      'it is the same item and language as page.pt-BR.md',
    ])
    expect([...languages]).toEqual([
      ['en', 1],
      ['pt-BR', 1],
    ])
  })

  it('files that are larger than any text', async () => {
    const { put, run } = await createImportTest()
    put('large.md', 'x'.repeat(3_000_000))
    expect((await run()).skipped).toEqual([{ path: 'large.md', reason: 'it is too large (3000000 bytes)' }])
  })
})
