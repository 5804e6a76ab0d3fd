/**
 * Makes a mention one thing in the syntax tree: the `@` before a link to a person moves into the link. What a mention
 * is says the contract's grammar, by which people are told as well; other links to people are words.
 */
import { findMentions } from '@copydesk/contract'

/** The parts of a Markdown syntax tree (mdast) that matter here. */
export interface MarkdownNode {
  type: string
  url?: string
  value?: string
  /** Of a heading: 1 to 6. */
  depth?: number
  children?: MarkdownNode[]
  position?: { start: { offset?: number | undefined } } | undefined
}

/** The scheme of the address behind a mention. */
export const personScheme = 'person:'

/** The transformer of one document and its text. */
export function mentionLinks(): (tree: MarkdownNode, text: string) => void {
  return (tree, text) => joinMentions(tree, new Set(findMentions(text).map(({ start }) => start)))
}

function joinMentions(node: MarkdownNode, mentions: ReadonlySet<number>): void {
  const children = node.children ?? []
  children.forEach((child, index) => {
    joinMentions(child, mentions)
    if (child.type !== 'link' || !child.url?.startsWith(personScheme)) return
    const before = children[index - 1]
    const isMention = mentions.has((child.position?.start.offset ?? 0) - 1)
    if (!isMention || before?.type !== 'text' || !before.value?.endsWith('@')) {
      child.url = ''
      return
    }
    before.value = before.value.slice(0, -1)
    child.children = [{ type: 'text', value: '@' }, ...(child.children ?? [])]
  })
}
