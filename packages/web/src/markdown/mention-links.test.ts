import { findMentions } from '@copydesk/contract'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { describe, expect, it } from 'vitest'
import { type MarkdownNode, mentionLinks } from './mention-links.ts'

const anna = '01890a5d-ac96-774b-bcce-b302099a8057'
const mention = `@[Anna](person:${anna})`

function parse(text: string): MarkdownNode {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  return tree as MarkdownNode
}

/** Every node of the tree that is no container of others, and whether it lies in a quote. */
function* linksOf(
  node: MarkdownNode,
  isQuoted = false,
): Generator<{ link: MarkdownNode; isQuoted: boolean }> {
  for (const child of node.children ?? []) {
    if (child.type === 'link') yield { link: child, isQuoted }
    yield* linksOf(child, isQuoted || child.type === 'blockquote')
  }
}

const drawn = (text: string) => {
  const tree = parse(text)
  mentionLinks()(tree, text)
  return [...linksOf(tree)].flatMap(({ link }) =>
    link.url === '' ? [] : [[link.url, ...(link.children ?? []).map((part) => part.value)]],
  )
}

describe('mentions in a syntax tree', () => {
  it('have their sign within the link', () => {
    expect(drawn(`Thanks ${mention}\n\n- and **${mention}**`)).toEqual([
      [`person:${anna}`, '@', 'Anna'],
      [`person:${anna}`, '@', 'Anna'],
    ])
  })

  it('are none without the sign, behind a backslash and in a quote: those are words', () => {
    for (const text of [`[Anna](person:${anna})`, `\\${mention}`, `> ${mention}`])
      expect(drawn(text)).toEqual([])
  })

  it('leave ordinary links alone', () => {
    expect(drawn('mail @[site](https://example.org)')).toEqual([['https://example.org', 'site']])
  })

  it('are those that a Markdown parser finds, whatever stands around them', () => {
    const pieces = [
      mention,
      mention,
      'word',
      ' ',
      '\n',
      '\n\n',
      '`',
      '``',
      '\n```\n',
      '\n~~~\n',
      '\n> said ',
      '\n- item ',
      '\n    ',
      '\\',
      '**',
      '@',
    ]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        const text = parts.join('')
        const parsed = [...linksOf(parse(text))].flatMap(({ link, isQuoted }) => {
          const start = link.position?.start.offset ?? 0
          const signs = /(\\*)@$/.exec(text.slice(0, start))?.[1]
          return isQuoted || signs === undefined || signs.length % 2 === 1 ? [] : [start - 1]
        })
        expect(findMentions(text).map(({ start }) => start)).toEqual(parsed)
      }),
      { numRuns: 1000, seed: 2026 },
    )
  })
})
