/** The grammar of comments against CommonMark: its own examples, and another parser on random texts. */
import { tests } from 'commonmark-spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseComment, printComment } from '../src/index.ts'
import { readByMicromark } from './mdast-document.ts'

/** What comments read otherwise on purpose: addresses without marks, most named characters, line feeds by number. */
const isOwnWay = (markdown: string) =>
  /(?<![(<])\b(?:https?:\/\/|www\.)|<https?:\S+ /i.test(markdown) || /&(?:[a-z]+\d*|#10);/i.test(markdown)

const examples = tests.map(({ number, section, markdown }) => ({
  name: `${section}, ${number}`,
  markdown: markdown.replace(/→/g, '\t'),
}))
const compared = examples.filter(({ markdown }) => !isOwnWay(markdown) && readByMicromark(markdown) !== null)

describe('the examples of CommonMark', () => {
  it('read as another parser reads them', () => {
    expect(compared.length).toBeGreaterThan(550)
    for (const { name, markdown } of compared) {
      expect(parseComment(markdown), name).toEqual(readByMicromark(markdown))
    }
  })

  it('are printed as what reads the same, and printed again as just that', () => {
    for (const { name, markdown } of examples) expectSame(markdown, name)
  })
})

function expectSame(markdown: string, name = markdown): void {
  const document = parseComment(markdown)
  const printed = printComment(document)
  expect(parseComment(printed), name).toEqual(document)
  expect(printComment(parseComment(printed)), name).toBe(printed)
}

const pieces = [
  ...['a', 'b c', 'é', '漢', '.', ' ', '  ', '\n', '\n\n'],
  ...['*', '**', '***', '_', '__', '~~', '`', '``', '\\', '&amp;', '&#32;'],
  ...['[', ']', '](b)', '](b "c")', '](<d e>)', '![', '<', '>', '(', ')'],
  ...[
    '\n> ',
    '\n- ',
    '\n* ',
    '\n1. ',
    '\n2) ',
    '\n  ',
    '\n   - ',
    '\n```\n',
    '\n~~~ x\n',
    '\n---\n',
    '\n# ',
    '[x] ',
  ],
]

describe('any text', () => {
  const of = (...parts: string[]) =>
    fc.array(fc.constantFrom(...parts), { maxLength: 14 }).map((list) => list.join(''))
  const text = of(...pieces)
  /** The other parser takes what follows indented code for the middle of a paragraph. */
  const indented = of(...pieces, '\t', '    ', '\n    ')

  it('reads as another parser reads it', () => {
    fc.assert(
      fc.property(text, (markdown) => {
        // In the middle of a paragraph the other parser lets no empty item begin, also within one that did.
        fc.pre(!/(?:[-+*]|\d[.)])[ \t]*$/m.test(markdown))
        const expected = readByMicromark(markdown)
        if (expected !== null) expect(parseComment(markdown)).toEqual(expected)
      }),
      { numRuns: 1000, seed: 2026 },
    )
  })

  it('is printed as what reads the same, and printed again as just that', () => {
    fc.assert(
      fc.property(fc.oneof(indented, fc.string({ unit: 'binary', maxLength: 60 })), (markdown) =>
        expectSame(markdown),
      ),
      { numRuns: 1000, seed: 2026 },
    )
  })
})

describe('what a comment links to', () => {
  const linksOf = (markdown: string) => JSON.stringify(parseComment(markdown)).match(/"url":"[^"]*"/g) ?? []

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#x73;cript:alert(1)',
    'java&#10;script:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://example.com/x',
    'file:///etc/passwd',
    'person:01890a5d-ac96-774b-bcce-b302099a8057',
  ])('is nothing that could run, which stays as it was typed: %s', (address) => {
    for (const written of [`[a](<${address}>)`, `![a](<${address}>)`, `<${address}>`]) {
      expect(linksOf(written).filter((link) => !link.startsWith('"url":"https:'))).toEqual([])
    }
    expect(JSON.stringify(parseComment(`[a](${address})`))).toContain('[a](')
  })

  it.each([
    ['see https://example.com/a_b_(c)?d=*e.', 'https://example.com/a_b_(c)?d=*e'],
    ['(www.example.com)', 'http://www.example.com'],
    ['<ann@example.com>', 'mailto:ann@example.com'],
    ['[see https://a.example](https://b.example)', 'https://b.example'],
    ['[it](content:01890a5d-ac96-774b-bcce-b302099a8057)', 'content:01890a5d-ac96-774b-bcce-b302099a8057'],
  ])('is an address, also as it stands: %s', (markdown, url) => {
    expect(linksOf(markdown)).toEqual([`"url":"${url}"`])
    expectSame(markdown)
  })

  it('is no address that something else is said of', () => {
    for (const text of ['`https://a.example`', 'https\\://a.example', 'xhttps://a.example', 'https://']) {
      expect(linksOf(text)).toEqual([])
      expectSame(text)
    }
  })
})

it('what is no part of a comment is words as they were typed', () => {
  for (const typed of ['| a | b |\n| - | - |', '<b onclick="x()">b</b>', '[^1]: a note', 'a\n=\n']) {
    const [block] = parseComment(typed)
    const lines = block?.kind === 'paragraph' ? block.content : []
    const words = lines.map((run) => (run.kind === 'break' ? '\n' : 'text' in run ? run.text : '')).join('')
    expect(words).toBe(typed.trim())
  }
})
