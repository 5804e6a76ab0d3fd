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
  it.each(['document', 'remark'] as const)('makes blocks of bounded depth and size (%s)', (look) => {
    for (const length of [300, 1_000]) {
      const blocks = parseMarkdown(write(length), look)
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
    expect(parseMarkdown(`# Before\n\n${deep}\n\n- after`, 'document').map(outline)).toEqual([
      'h3: Before',
      `typed: ${deep}`,
      expect.stringMatching(/^ul/),
    ])
  })

  it('stands as typed with all else where lines alone tell of it', () => {
    const text = `# Before\n\n${'>'.repeat(300)}`
    expect(parseMarkdown(text, 'document')).toEqual([{ typed: text }])
  })

  it('ends a comment of too many elements as typed', () => {
    const text = '`a` '.repeat(400).concat('\n\n').repeat(8)
    const blocks = parseMarkdown(text, 'remark')
    const last = blocks.at(-1)
    expect(blocks.length).toBeGreaterThan(1)
    expect(last !== undefined && 'typed' in last && text.endsWith(last.typed)).toBe(true)
  })
})

describe('what a text may do', () => {
  it.each([
    ['<script>alert(1)</script>', ': <script>alert(1)</script>'],
    ['a <b onclick="x()">b</b>', 'p: a <b onclick="x()">b</b>'],
    ['&lt;i&gt;', 'p: <i>'],
  ])('HTML is text: %s', (text, expected) => {
    expect(outline(parseMarkdown(text, 'document')[0])).toBe(expected)
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
      const found = JSON.stringify(parseMarkdown(text, 'document'))
      expect(/"(?:href|src)":"(?!")/.test(found)).toBe(isKept)
    }
  })

  it('a picture within a link of a comment is its words', () => {
    expect(
      outline(parseMarkdown('[![a chart](https://a.example/b.png)](https://a.example)', 'remark')[0]),
    ).toBe('p a: a chart')
  })
})

it('asks each block for its own direction', () => {
  const blocks = parseMarkdown('مرحبا\n\nhello\n\n- שלום', 'remark')
  expect(
    blocks.map((block) => 'tree' in block && block.tree.type === 'element' && block.tree.properties.dir),
  ).toEqual(['auto', 'auto', 'auto'])
})

describe('an embed', () => {
  const id = '01890a5d-ac96-774b-bcce-b302099a8057'
  const embed = `![Box](content:${id})`
  const embedsOf = (text: string) =>
    [...JSON.stringify(parseMarkdown(text, 'document')).matchAll(/"dataEmbed":"(\d+)"/g)].map(([, at]) => at)

  it('takes the place of its paragraph, with its number in the text', () => {
    expect(outline(parseMarkdown(embed, 'document')[0])).toBe('div img: ')
    expect(embedsOf(`${embed}\n\nWords\n\n> ${embed}\n>\n> ${embed}\n\n${embed}`)).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
  })

  it('is a link among words, and in comments', () => {
    expect(embedsOf(`See ${embed}.`)).toEqual([])
    expect(JSON.stringify(parseMarkdown(embed, 'remark'))).not.toContain('dataEmbed')
  })
})
