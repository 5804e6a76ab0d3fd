import { describe, expect, it } from 'vitest'
import { joinMentions, type MarkdownNode } from './mention-links.ts'

const text = (value: string): MarkdownNode => ({ type: 'text', value })
const link = (url: string, name: string): MarkdownNode => ({ type: 'link', url, children: [text(name)] })
const paragraph = (...children: MarkdownNode[]): MarkdownNode => ({ type: 'paragraph', children })

describe('mentions in a syntax tree', () => {
  it('moves the sign into the link', () => {
    const tree = paragraph(
      text('Thanks @'),
      link('person:1', 'Anna'),
      text(' and @'),
      link('person:2', 'Ben'),
    )
    joinMentions(tree)
    expect(tree.children?.map((child) => child.value ?? child.children?.map((part) => part.value))).toEqual([
      'Thanks ',
      ['@', 'Anna'],
      ' and ',
      ['@', 'Ben'],
    ])
  })

  it('reaches mentions inside other blocks', () => {
    const tree: MarkdownNode = { type: 'root', children: [paragraph(text('@'), link('person:1', 'Anna'))] }
    joinMentions(tree)
    expect(tree.children?.[0]?.children?.[1]?.children).toHaveLength(2)
  })

  it('leaves ordinary links and links without the sign alone', () => {
    const tree = paragraph(text('mail @'), link('https://example.org', 'site'), link('person:1', 'Anna'))
    joinMentions(tree)
    expect(tree.children?.[0]?.value).toBe('mail @')
    expect(tree.children?.[2]?.children).toHaveLength(1)
  })
})
