/** Markdown as the parser micromark reads it, in the schema of comments: what our own parser is compared with. */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import {
  type Block,
  type CommentDocument,
  type Inline,
  isHarmlessAddress,
  type LinkTarget,
  type MarkName,
  markNames,
} from '../src/comments/markup/document.ts'
import { joined } from '../src/comments/markup/runs.ts'

/** What is no part of the schema is text there. */
const outside = ['definition', 'setextUnderline', 'htmlFlow', 'htmlText']

/** Null where a text has an address that a comment does not link to, or a link without words. */
export function readByMicromark(text: string): CommentDocument | null {
  const tree = fromMarkdown(text, {
    extensions: [gfmStrikethrough({ singleTilde: false }), gfmTaskListItem(), { disable: { null: outside } }],
    mdastExtensions: [gfmStrikethroughFromMarkdown(), gfmTaskListItemFromMarkdown()],
  })
  return isWithinSchema(tree) ? blocksOf(tree.children) : null
}

function isWithinSchema(node: Nodes): boolean {
  if ((node.type === 'link' || node.type === 'image') && !isHarmlessAddress(node.url)) return false
  if (node.type === 'link' && node.children.every(isLineEnd)) return false
  return !('children' in node) || node.children.every(isWithinSchema)
}

function isLineEnd(node: Nodes): boolean {
  return node.type === 'break' || (node.type === 'text' && node.value.trim() === '')
}

function blocksOf(nodes: Root['children']): Block[] {
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case 'paragraph':
        return [{ kind: 'paragraph', content: joined(runsOf(node.children, [], null)) }]
      case 'heading': {
        const content = joined(runsOf(node.children, ['strong'], null))
        return content.length === 0 ? [] : [{ kind: 'paragraph', content }]
      }
      case 'code':
        return [
          {
            kind: 'code_block',
            info: [node.lang, node.meta].filter(Boolean).join(' '),
            text: node.value,
          },
        ]
      case 'blockquote':
        return [{ kind: 'quote', blocks: blocksOf(node.children) }]
      case 'thematicBreak':
        return [{ kind: 'rule' }]
      case 'list':
        return [
          {
            kind: 'list',
            start: node.ordered ? (node.start ?? 1) : null,
            items: node.children.map((item) => ({
              isChecked: item.checked ?? null,
              blocks:
                typeof item.checked === 'boolean'
                  ? trimmed(blocksOf(item.children))
                  : blocksOf(item.children),
            })),
          },
        ]
      default:
        throw new Error(`A block that comments do not have: ${node.type}`)
    }
  })
}

function runsOf(nodes: readonly Nodes[], marks: readonly MarkName[], link: LinkTarget | null): Inline[] {
  const withMark = (mark: MarkName) => markNames.filter((name) => name === mark || marks.includes(name))
  return nodes.flatMap((node): Inline[] => {
    switch (node.type) {
      case 'text':
        return node.value
          .split('\n')
          .flatMap((text, index): Inline[] => [
            ...(index === 0 ? [] : [{ kind: 'break' } as const]),
            { kind: 'text', text, marks, link },
          ])
      case 'inlineCode':
        return [{ kind: 'code', text: node.value.replace(/\n[ \t]*/g, ' '), marks, link }]
      case 'strong':
        return runsOf(node.children, withMark('strong'), link)
      case 'emphasis':
        return runsOf(node.children, withMark('emphasis'), link)
      case 'delete':
        return runsOf(node.children, withMark('strike'), link)
      case 'break':
        return [{ kind: 'break' }]
      case 'link':
        return runsOf(node.children, marks, { url: node.url, title: node.title ?? null })
      case 'image':
        return link === null
          ? [{ kind: 'picture', url: node.url, alt: (node.alt ?? '').replace(/\n/g, ' ') }]
          : [{ kind: 'text', text: node.alt?.replace(/\n/g, ' ') || node.url, marks, link }]
      default:
        throw new Error(`Words that comments do not have: ${node.type}`)
    }
  })
}

/** Without the spaces behind the mark of a task. */
function trimmed([first, ...others]: Block[]): Block[] {
  if (first?.kind !== 'paragraph') return []
  const [words, ...rest] = first.content
  if (words?.kind !== 'text') return [first, ...others]
  const text = words.text.replace(/^[ \t]+/, '')
  return [{ kind: 'paragraph', content: [{ ...words, text }, ...rest] }, ...others]
}
