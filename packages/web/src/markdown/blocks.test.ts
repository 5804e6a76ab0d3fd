import { hardMarkdown } from '@copydesk/testkit'
import type { Nodes } from 'hast'
import { describe, expect, it } from 'vitest'
import { type MarkdownBlock, parseMarkdown } from './blocks.ts'

/** The names of the elements, outermost first, with the words. */
function outline(block: MarkdownBlock | undefined): string {
  if (block === undefined || 'typed' in block) return `typed: ${block?.typed}`
  const words = (node: Nodes): string =>
    node.type === 'text' ? node.value : 'children' in node ? node.children.map(words).join('') : ''
  const names = (node: Nodes): string[] =>
    node.type === 'element' ? [node.tagName, ...(node.children[0] ? names(node.children[0]) : [])] : []
  return `${names(block.tree).join(' ')}: ${words(block.tree)}`
}

function depthOf(node: Nodes): number {
  let deepest = 0
  const left: [Nodes, number][] = [[node, 1]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [current, depth] = next
    deepest = Math.max(deepest, depth)
    if ('children' in current) for (const child of current.children) left.push([child, depth + 1])
  }
  return deepest
}

describe.each(hardMarkdown)('$name', ({ write }) => {
  // As long as a comment that is parsed at once may be; longer ones are parsed in a worker, under a deadline.
  it('makes blocks of bounded depth and size', () => {
    for (const length of [300, 1_000]) {
      const blocks = parseMarkdown(write(length))
      for (const block of blocks) {
        if ('typed' in block) continue
        expect(depthOf(block.tree)).toBeLessThanOrEqual(60)
        expect(block.size).toBeLessThanOrEqual(10_000)
      }
    }
  })
})

describe('a block beyond the bounds', () => {
  it('is shown as typed, between its neighbours as they were meant', () => {
    const deep = `${'*'.repeat(200)}a${'*'.repeat(200)}`
    expect(parseMarkdown(`# Before\n\n${deep}\n\n- after`).map(outline)).toEqual([
      'h3: Before',
      `typed: ${deep}`,
      expect.stringMatching(/^ul/),
    ])
  })

  it('stands as typed with all else where lines alone tell of it', () => {
    const text = `# Before\n\n${'>'.repeat(300)}`
    expect(parseMarkdown(text)).toEqual([{ typed: text }])
  })
})

describe('what a text may do', () => {
  it.each([
    ['<script>alert(1)</script>', ': <script>alert(1)</script>'],
    ['a <b onclick="x()">b</b>', 'p: a <b onclick="x()">b</b>'],
    ['&lt;i&gt;', 'p: <i>'],
  ])('HTML is text: %s', (text, expected) => {
    expect(outline(parseMarkdown(text)[0])).toBe(expected)
  })

  it.each([
    ['https://example.com/a?b#c', true],
    ['mailto:a@example.com', true],
    ['/content/1', true],
    ['page.md#a:b', true],
    ['javascript:alert(1)', false],
    ['JaVaScRiPt:alert(1)', false],
    ['java&#x73;cript:alert(1)', false],
    ['data:text/html,x', false],
    ['vbscript:x', false],
    ['blob:https://example.com/x', false],
    ['file:///etc/passwd', false],
  ])('a link to %s is one: %s', (address, isKept) => {
    for (const text of [`[a](<${address}>)`, `![a](<${address}>)`, `[a]\n\n[a]: <${address}>`]) {
      const found = JSON.stringify(parseMarkdown(text))
      expect(/"(?:href|src)":"(?!")/.test(found)).toBe(isKept)
    }
  })
})

it('asks each block for its own direction', () => {
  const blocks = parseMarkdown('مرحبا\n\nhello\n\n- שלום')
  expect(
    blocks.map((block) => 'tree' in block && block.tree.type === 'element' && block.tree.properties.dir),
  ).toEqual(['auto', 'auto', 'auto'])
})

describe('an embed', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057'
  const embed = `![Box](content:${id})`
  const embedsOf = (text: string) =>
    [...JSON.stringify(parseMarkdown(text)).matchAll(/"dataEmbed":"(\d+)"/g)].map(([, at]) => at)

  it('takes the place of its paragraph, with its number in the text', () => {
    expect(outline(parseMarkdown(embed)[0])).toBe('div img: ')
    expect(embedsOf(`${embed}\n\nWords\n\n> ${embed}\n>\n> ${embed}\n\n${embed}`)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
  })

  it('is a link among words', () => {
    expect(embedsOf(`See ${embed}.`)).toEqual([])
  })
})
