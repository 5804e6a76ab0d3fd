/**
 * A plugin for remark that makes a mention one thing: the `@` before a link to `person:…` moves into the link.
 * It changes the syntax tree and knows nothing of how a mention looks.
 */

/** The parts of a Markdown syntax tree (mdast) that matter here. */
export interface MarkdownNode {
  type: string
  url?: string
  value?: string
  /** Of a heading: 1 to 6. */
  depth?: number
  children?: MarkdownNode[]
}

/** The scheme of the address behind a mention. */
export const personScheme = 'person:'

/** A remark plugin: the transformer of one document. */
export function mentionLinks(): (tree: MarkdownNode) => void {
  return joinMentions
}

/** Takes the `@` out of the text before each link to a person and puts it before the name in the link. */
export function joinMentions(node: MarkdownNode): void {
  const children = node.children ?? []
  children.forEach((child, index) => {
    joinMentions(child)
    const before = children[index - 1]
    if (child.type !== 'link' || !child.url?.startsWith(personScheme)) return
    if (before?.type !== 'text' || !before.value?.endsWith('@')) return
    before.value = before.value.slice(0, -1)
    child.children = [{ type: 'text', value: '@' }, ...(child.children ?? [])]
  })
}
