import { describe, expect, it } from 'vitest'
import { createImportTest } from '../../../test/import-test.ts'
import { parseMarkdown } from '../../markdown/parse-markdown.ts'
import { findLinks } from './find-links.ts'
import { resolveLinks, withLinks } from './resolve-links.ts'

const files = [
  'index.md',
  'a.md',
  'guide/index.md',
  'guide/b c.md',
  'guide/README.md',
  'café.md',
  'deep/x/y.md',
  'm.mdx',
]

const linksOf = (text: string) => {
  const tree = parseMarkdown(text)
  return tree ? findLinks(text, tree) : []
}

/** The text of `guide/here.md` with ids that are the paths that they stand for. */
const linked = (text: string) =>
  withLinks(
    text,
    resolveLinks({ path: 'guide/here.md', folderName: 'docs' }, linksOf(text), (path) =>
      files.includes(path) ? path : undefined,
    ),
  )

describe('a relative link', () => {
  it.each([
    ['[A](../a.md)', '[A](content:a.md)'],
    ['[A](../a.md#part-2)', '[A](content:a.md#part-2)'],
    ['[A](../a.md?plain=1#x "Title")', '[A](content:a.md?plain=1#x "Title")'],
    ['[A](../a)', '[A](content:a.md)'],
    ['[A](../a.html)', '[A](content:a.md)'],
    ['[A](../m)', '[A](content:m.mdx)'],
    ['[A](/a.md)', '[A](content:a.md)'],
    ['[A](/docs/a.md#b)', '[A](content:a.md#b)'],
    ['[A](..\\a.md)', '[A](content:a.md)'],
    ['[A](deep%2F..%2F..%2Fa.md)', '[A](content:a.md)'],
    ['[Home](/)', '[Home](content:index.md)'],
    ['[Guide](./)', '[Guide](content:guide/index.md)'],
    ['[Guide](.)', '[Guide](content:guide/index.md)'],
    ['[Up](..)', '[Up](content:index.md)'],
    ['[B](<b c.md>)', '[B](content:guide/b c.md)'],
    ['[B](b%20c.md)', '[B](content:guide/b c.md)'],
    ['[C](../cafe\u0301.md)', '[C](content:café.md)'],
    ['[C](../caf%C3%A9.md)', '[C](content:café.md)'],
    ['![A](../a.md)', '![A](content:a.md)'],
    ['[![A](no.png)](../a.md)', '[![A](no.png)](content:a.md)'],
    ['[A][a]\n\n[a]: ../a.md "T"', '[A][a]\n\n[a]: content:a.md "T"'],
    [
      '- item\n\n  > [A](../a.md) and [A](../a.md#b)',
      '- item\n\n  > [A](content:a.md) and [A](content:a.md#b)',
    ],
    ['[A](../a.md#a(b))', '[A](content:a.md#a%28b%29)'],
  ])('%s leads to the page', (text, expected) => {
    expect(linked(text)).toBe(expected)
  })

  it.each([
    '[Out](../../a.md)',
    '[No file](../b.md)',
    '[Elsewhere](https://example.org/a.md)',
    '[Elsewhere](//example.org/a.md)',
    '[Mail](mailto:a.md)',
    '[Here](#a)',
    '[Nothing]()',
    '[Broken](../%E0%A4%A.md)',
    '![Picture](../a.png)',
    '`[A](../a.md)`',
    '```\n[A](../a.md)\n```',
    '    [A](../a.md)',
    '\\[A](../a.md)',
    '<a href="../a.md">A</a>',
    'https://example.org/a.md',
    `${'[a](../a.md) '.repeat(5000)}`,
  ])('%s stays as it is', (text) => {
    expect(linked(text)).toBe(text)
  })
})

describe('the links of an import', () => {
  it('lead to the items, in every language, and are counted', async () => {
    const { put, run, item, versions } = await createImportTest()
    put('index.md', '# Home\n\n[Jobs](jobs.md#apply) ![Logo](logo.png) [Gone](gone.md)')
    put('jobs.md', '# Jobs\n\n[Home](./)')
    put('sv/index.md', '# Hem\n\n[Jobb](jobs.md)')
    expect(await run({ languages: ['sv'] })).toMatchObject({ links: { resolved: 3, kept: 2 } })
    const home = await item('Home')
    const jobs = await item('Jobs')
    expect((await versions(home.id))[0]?.body).toBe(
      `# Home\n\n[Jobs](content:${jobs.id}#apply) ![Logo](logo.png) [Gone](gone.md)`,
    )
    expect((await versions(home.id, 'sv'))[0]?.body).toBe(`# Hem\n\n[Jobb](content:${jobs.id})`)
  })

  it('lead to a page that comes later, in drafts that no person touched', async () => {
    const { put, run, item, edit, versions } = await createImportTest()
    put('a.md', '# A\n\n[Later](later.md)')
    put('b.md', '# B\n\n[Later](later.md)')
    await run()
    const a = await item('A')
    const b = await item('B')
    await edit(b.id, { body: '# B\n\nBy hand, [later](later.md)' })
    put('later.md', '# Later')
    expect(await run()).toMatchObject({ added: 1, changed: 0, unchanged: 2, relinked: 1 })
    const later = await item('Later')
    expect((await versions(a.id))[0]?.body).toBe(`# A\n\n[Later](content:${later.id})`)
    expect((await versions(b.id)).map(({ body }) => body)).toEqual(['# B\n\nBy hand, [later](later.md)'])
    expect(await run()).toMatchObject({ added: 0, unchanged: 3, relinked: 0 })
  })
})
