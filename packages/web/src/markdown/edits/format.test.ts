import { parseComment, type TextRun } from '@copydesk/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Selected, textAfter } from './edit.ts'
import { type Format, formatted } from './format.ts'

/** `|` stands for the ends of the selection, or for the caret. */
function selected(marked: string): Selected {
  const [before = '', words = '', rest] = marked.split('|')
  if (rest === undefined) return { text: before + words, start: before.length, end: before.length }
  return { text: before + words + rest, start: before.length, end: before.length + words.length }
}

function edited(marked: string, format: Format): string {
  const from = selected(marked)
  const edit = formatted(from, format)
  const next = textAfter(from.text, edit)
  const [start, end] = edit.selection
  const bars = start === end ? '|' : `|${next.slice(start, end)}|`
  return next.slice(0, start) + bars + next.slice(end)
}

function twice(from: Selected, format: Format): string {
  const edit = formatted(from, format)
  const text = textAfter(from.text, edit)
  const [start, end] = edit.selection
  return textAfter(text, formatted({ text, start, end }, format))
}

describe('marks around words', () => {
  it.each<[string, Format, string]>([
    ['a |b| c', 'bold', 'a **|b|** c'],
    ['a **|b|** c', 'bold', 'a |b| c'],
    ['a |**b**| c', 'bold', 'a |b| c'],
    ['a **|b|** c', 'italic', 'a ***|b|*** c'],
    ['a ***|b|*** c', 'bold', 'a *|b|* c'],
    ['a *|b|* c', 'bold', 'a ***|b|*** c'],
    ['a |b |c', 'bold', 'a **|b|** c'],
    ['a |', 'bold', 'a **|**'],
    ['**|**', 'bold', '|'],
    ['the pl|an', 'bold', 'the **pl|an**'],
    ['the **pl|an**', 'bold', 'the pl|an'],
    ['the plan|', 'italic', 'the plan*|*'],
    ['|- one\n\n- two|', 'bold', '- |**one**\n\n- **two**|'],
    ['> |one\ntwo|', 'italic', '> |*one*\n*two*|'],
    ['a |b| c', 'code', 'a `|b|` c'],
    ['a `|b|` c', 'code', 'a |b| c'],
    ['a |b`c| d', 'code', 'a ``|b`c|`` d'],
    ['a |`| d', 'code', 'a `` |`| `` d'],
    ['x\n|a\nb|\ny', 'code', 'x\n```\n|a\nb|\n```\ny'],
    ['x\n```ts\n|a\nb|\n```\ny', 'code', 'x\n|a\nb|\ny'],
    ['|```\na\n```|', 'code', '|a|'],
    ['|`` a`b` ``|', 'code', '|a`b`|'],
    ['|`a` and `b`|', 'code', '`` |`a` and `b`| ``'],
  ])('%j, %s → %j', (before, format, expected) => {
    expect(edited(before, format)).toBe(expected)
  })
})

describe('links', () => {
  it.each([
    ['see |here|', 'see [here](|)'],
    ['see |the [old] plan| now', 'see [the \\[old\\] plan](|) now'],
    ['see [here](|)', 'see |here|'],
    ['see |[here](<https://a.example>)|', 'see |here|'],
    ['see |', 'see [|]()'],
    ['see [|]()', 'see |'],
    ['|two\n lines|', '[two lines](|)'],
    ['see |here |now', 'see [here](|) now'],
    ['see |https://a.example|', 'see [|](<https://a.example>)'],
    ['![pic|ture](a)', '![pic[|]()ture](a)'],
  ])('%j → %j', (before, expected) => {
    expect(edited(before, 'link')).toBe(expected)
  })
})

describe('beginnings of lines', () => {
  it.each<[string, Format, string]>([
    ['one|', 'heading', '## one|'],
    ['## one|', 'heading', 'one|'],
    ['# o|ne', 'heading', '## o|ne'],
    ['x\n|one\ntwo|', 'list', 'x\n|- one\n- two|'],
    ['|- one\n- two|', 'list', '|one\ntwo|'],
    ['|- one\ntwo|', 'numbers', '|1. one\n2. two|'],
    ['|one\n\ntwo|', 'numbers', '|1. one\n\n2. two|'],
    ['|- one\n  - a\n  - b\n- two|', 'numbers', '|1. one\n   1. a\n   2. b\n2. two|'],
    ['|1. one\n   1. a\n2. two|', 'list', '|- one\n  - a\n- two|'],
    ['> |one', 'list', '> - |one'],
    ['|', 'quote', '> |'],
    ['|one\n\ntwo|', 'quote', '|> one\n> \n> two|'],
    ['|> one\ntwo|', 'quote', '|> > one\n> two|'],
    // The line below would be read as words of the last item, and the one that is none any more of the one above it.
    ['|one|\ntwo', 'list', '|- one|\n\ntwo'],
    ['- one\n|- two|\n- three', 'list', '- one\n\n|two|\n- three'],
  ])('%j, %s → %j', (before, format, expected) => {
    expect(edited(before, format)).toBe(expected)
  })
})

const word = fc.stringMatching(/^[a-zé日][a-z`_\])]{0,5}[a-z]$/)
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((all) => all.join(' '))
const line = fc
  .tuple(fc.constantFrom('', '', '- ', '1. ', '> ', '  '), words)
  .map(([start, rest]) => start + rest)
const lines = fc.array(line, { minLength: 1, maxLength: 4 })
/** Some of the words of one line, with spaces around them. */
const inLine = fc.tuple(words, words, words).map(([before, own, after]) => {
  return { text: `${before} ${own} ${after}`, start: before.length + 1, end: before.length + 1 + own.length }
})
const anywhere = fc.tuple(lines, fc.nat(), fc.nat()).map(([all, a, b]) => {
  const text = all.join('\n')
  const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((one, other) => one - other)
  return { text, start: start ?? 0, end: end ?? 0 }
})

describe('whatever is selected', () => {
  it.each<Format>(['bold', 'italic', 'code', 'link'])('%s twice changes nothing within a line', (format) => {
    fc.assert(
      fc.property(inLine, (from) => {
        expect(twice(from, format)).toBe(from.text)
      }),
    )
  })

  it.each<Format>(['bold', 'italic'])('%s twice changes nothing in lines without a mark', (format) => {
    fc.assert(
      fc.property(anywhere, (from) => {
        expect(twice(from, format)).toBe(from.text)
      }),
    )
  })

  it.each([
    ['bold', 'strong'],
    ['italic', 'emphasis'],
  ] as const)('%s reads as %s, and all words are there', (format, mark) => {
    fc.assert(
      fc.property(inLine, (from) => {
        const own = from.text
          .slice(from.start, from.end)
          .replaceAll('`', '')
          .replaceAll(/[_\])]/g, '')
        const text = from.text.replaceAll(/[`_\])]/g, '')
        const start = text.indexOf(own, from.text.slice(0, from.start).replaceAll(/[`_\])]/g, '').length)
        const bare = { text, start, end: start + own.length }
        const [paragraph] = parseComment(textAfter(text, formatted(bare, format)))
        const runs = paragraph?.kind === 'paragraph' ? (paragraph.content as TextRun[]) : []
        expect(runs.filter(({ marks }) => marks.includes(mark)).map((run) => run.text)).toEqual([own])
        expect(runs.map((run) => run.text).join('')).toBe(text)
      }),
    )
  })

  it('code reads as the very words', () => {
    fc.assert(
      fc.property(inLine, (from) => {
        // Backticks around it would be code already.
        const text =
          from.text.slice(0, from.start).replaceAll('`', '') + from.text.slice(from.start, from.end)
        const start = text.length - (from.end - from.start)
        const [paragraph] = parseComment(
          textAfter(text, formatted({ text, start, end: text.length }, 'code')),
        )
        const runs = paragraph?.kind === 'paragraph' ? paragraph.content : []
        expect(runs.at(-1)).toMatchObject({ kind: 'code', text: text.slice(start) })
      }),
    )
  })

  it('a list holds the selected lines as its items, and no other words', () => {
    const plain = fc.array(fc.stringMatching(/^[a-z]{1,5}$/), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(plain, plain, plain, fc.constantFrom('list', 'numbers'), (above, own, below, format) => {
        const text = [...above, ...own, ...below].join('\n')
        const start = above.join('\n').length + 1
        const edit = formatted({ text, start, end: start + own.join('\n').length }, format as Format)
        const [first, list, last] = parseComment(textAfter(text, edit))
        expect(first?.kind).toBe('paragraph')
        expect(list).toMatchObject({ kind: 'list', start: format === 'list' ? null : 1 })
        const items = list?.kind === 'list' ? list.items : []
        expect(items.map(({ blocks }) => JSON.stringify(blocks).match(/"text":"([a-z]+)"/)?.[1])).toEqual(own)
        expect(last?.kind).toBe('paragraph')
      }),
    )
  })

  it('a quote is taken back by the same again', () => {
    fc.assert(
      fc.property(lines, (all) => {
        const text = all.join('\n')
        expect(twice({ text, start: 0, end: text.length }, 'quote')).toBe(text)
      }),
    )
  })
})
