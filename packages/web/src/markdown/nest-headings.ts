/**
 * A plugin for remark that gives headings the levels they have on the page: below the page's own, and each at most one
 * level deeper than the one above it, whatever the writer skipped. It changes the syntax tree alone.
 */
/** The parts of a Markdown syntax tree (mdast) that matter here. */
export interface MarkdownNode {
  type: string
  /** Of a heading: 1 to 6. */
  depth?: number
  children?: MarkdownNode[]
}

/** The page has its name as first and the text's title as second level. */
const ownLevels = 2

/** A remark plugin: the transformer of one document. */
export function nestHeadings(): (tree: MarkdownNode) => void {
  return (tree) => {
    const above: number[] = []
    for (const node of tree.children ?? []) {
      if (node.type !== 'heading' || node.depth === undefined) continue
      while ((above.at(-1) ?? 0) >= node.depth) above.pop()
      above.push(node.depth)
      node.depth = Math.min(6, ownLevels + above.length)
    }
  }
}
