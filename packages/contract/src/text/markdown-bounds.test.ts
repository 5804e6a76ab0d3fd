import { describe, expect, it } from 'vitest'
import { findMarkdownFault, maxMarkdownNesting, maxMarkdownRuns } from './markdown-bounds.ts'

describe('a text that no writer writes', () => {
  it.each([
    ['block quotes', '>'.repeat(2_300), 'nesting'],
    ['spaced block quotes', '> '.repeat(2_300), 'nesting'],
    ['numbered lists', '1. '.repeat(1_000), 'nesting'],
    ['lists', '- * '.repeat(500), 'nesting'],
    ['lists with a word at last', `${'- '.repeat(500)}word`, 'nesting'],
    ['quotes and lists', '> - '.repeat(500), 'nesting'],
    ['footnotes', '[^a]: '.repeat(500), 'nesting'],
    ['quotes behind tabs', '>\t'.repeat(500), 'nesting'],
    ['emphasis', '_*'.repeat(60_000), 'runs'],
    ['emphasis left open', '_a '.repeat(5_000), 'runs'],
    ['accents', `a${'\u0301'.repeat(500)}b`, 'accents'],
    ['brackets', '['.repeat(20_000), 'runs'],
    ['pictures within pictures', `${'!['.repeat(3_000)}a${'](b)'.repeat(3_000)}`, 'runs'],
  ] as const)('%s: is named with its line', (_, line, bound) => {
    expect(findMarkdownFault(line)).toEqual({ bound, line: 1 })
    expect(findMarkdownFault(`ordinary\r\n\nwords\n${line}\nmore`)).toEqual({ bound, line: 4 })
    expect(findMarkdownFault(`ordinary\r\n${line}\r\nmore`)).toEqual({ bound, line: 2 })
  })
})

describe('a text that people write', () => {
  it.each([
    ['nothing', ''],
    [
      'lines across the page',
      `${'- '.repeat(500)}\n${'*'.repeat(500)}\n> ${'* '.repeat(500)}\n${'_ '.repeat(500)}`,
    ],
    ['a log in a code block', `\`\`\`\n${'>'.repeat(2_300)}\n\`\`\``],
    ['a code block of another system', `words\r\n\`\`\`\r\n${'>'.repeat(2_300)}\r\n\`\`\`\r\n`],
    ['a list of lists', Array.from({ length: 40 }, (_, level) => `${'  '.repeat(level)}- point`).join('\n')],
    ['a wide table', `|${'**a** | [b](c) |'.repeat(60)}\n|${'-|'.repeat(120)}`],
    ['data in a code block', `~~~json\n[${'[1],'.repeat(20_000)}]\n~~~\n`],
    ['quotes as deep as the bound', '>'.repeat(maxMarkdownNesting)],
    ['as many marks as the bound', '*a '.repeat(maxMarkdownRuns)],
    ['letters with many accents each', `a${'\u0301'.repeat(20)} `.repeat(5_000)],
    ['a text in Thai', 'ที่นี่'.repeat(5_000)],
    ['snake_case', `${'some_name '.repeat(1_000)}`],
  ])('%s: is within the bounds', (_, text) => {
    expect(findMarkdownFault(text)).toBeNull()
  })

  it('goes on after a code block, also one that only looks like its end', () => {
    const deep = '>'.repeat(2_300)
    expect(findMarkdownFault(`\`\`\`\`\n\`\`\`\n${deep}\n\`\`\`\`\nword`)).toBeNull()
    expect(findMarkdownFault(`\`\`\`\n\`\`\`\n${deep}`)).toEqual({ bound: 'nesting', line: 3 })
    expect(findMarkdownFault(`\`\`\`code\`\`\` \n${deep}`)).toEqual({ bound: 'nesting', line: 2 })
  })
})

it.each([
  ' ',
  '\t',
  '>',
  '- ',
  '-',
  '- - - - a',
  '1',
  '1.',
  '[^',
  '[^a',
  '`',
  '~',
  '\\',
  '\n',
  '\r',
  ' >',
  '* *',
  'a',
  '[',
  '_a',
])('reads half a million characters of %j in a moment', (unit) => {
  // Quadratic reading would take minutes: the runner's time-out is the check.
  expect(findMarkdownFault(`${unit.repeat(Math.ceil(500_000 / unit.length))}!`)?.line ?? 1).toBeGreaterThan(0)
})
