import { hardMarkdown } from '@copydesk/testkit'
import { describe, expect, it } from 'vitest'
import { boundedMarkdown } from './markdown-language.ts'

/** Elements above the deepest one, and the most that begin on one line. */
function measure(text: string) {
  let depth = 0
  let deepest = 0
  let most = 0
  const begun = new Map<number, number>()
  const lineOf = lines(text)
  boundedMarkdown.parser.parse(text).iterate({
    enter: ({ from }) => {
      depth += 1
      deepest = Math.max(deepest, depth)
      const line = lineOf(from)
      const count = (begun.get(line) ?? 0) + 1
      begun.set(line, count)
      most = Math.max(most, count)
    },
    leave: () => {
      depth -= 1
    },
  })
  return { deepest, most }
}

/** The number of the line of each offset; asked in rising order. */
function lines(text: string) {
  let line = 0
  let end = text.indexOf('\n')
  return (offset: number) => {
    while (end !== -1 && offset > end) {
      line += 1
      end = text.indexOf('\n', end + 1)
    }
    return line
  }
}

const namesIn = (text: string) => {
  const names = new Set<string>()
  boundedMarkdown.parser.parse(text).iterate({ enter: ({ name }) => void names.add(name) })
  return names
}

describe('the Markdown of the editor', () => {
  it('is coloured as GitHub reads it', () => {
    const names = namesIn('# Head\n\n> - *a* **b** [c](d)\n\n| a | b |\n|---|---|\n| c | ~~d~~ |\n')
    for (const name of ['ATXHeading1', 'Blockquote', 'ListItem', 'Emphasis', 'StrongEmphasis', 'Link'])
      expect(names).toContain(name)
    for (const name of ['TableHeader', 'TableRow', 'Strikethrough']) expect(names).toContain(name)
  })

  it('goes on in colours after a line that stays plain', () => {
    const names = namesIn(`|a|b|\n|-|-|\n${'|c'.repeat(5_000)}\n\n*d*`)
    expect(names).toContain('TableHeader')
    expect(names).not.toContain('TableRow')
    expect(names).toContain('Emphasis')
  })

  const more = [
    { name: 'a row wider than its table', write: (length: number) => `|a|\n|-|\n${'|x'.repeat(length / 2)}` },
    {
      name: 'lists within each other, then empty lines',
      write: (length: number) => `${'1. '.repeat(length / 6)}a\n${'\n'.repeat(length / 2)}`,
    },
    {
      name: 'lists within each other, line by line',
      write: (length: number) => `${'- '.repeat(2_000)}\n`.repeat(length / 4_000),
    },
  ]
  it.each([...hardMarkdown, ...more])('keeps within its bounds: $name', ({ write }) => {
    const { deepest, most } = measure(write(30_000))
    expect(deepest).toBeLessThan(250)
    expect(most).toBeLessThan(5_000)
  })
})
