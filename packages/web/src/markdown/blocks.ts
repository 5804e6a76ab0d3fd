/**
 * A Markdown text as blocks that can be drawn: syntax trees in which nothing can run, of bounded depth and size. A
 * block beyond the bounds is given as it was typed. Pure; called on the main thread for short texts and in a worker
 * for all others. Never throws: a text that cannot be parsed is one block as typed.
 */
import { findMarkdownFault } from '@copydesk/contract'
import type { Element, Root, RootContent } from 'hast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import { makeHarmless } from './harmless.ts'
import { nestHeadings } from './nest-headings.ts'

/** A paragraph, list, table …: its tree with the number of its nodes, or the characters as they were typed. */
export type MarkdownBlock = { tree: RootContent; size: number } | { typed: string }

/** Elements within each other. Six lists within each other, with emphasis, make about twenty. */
const maxDepth = 60
/** Nodes of one block, and of a whole text: more than a screen of them freezes the browser while it lays them out. */
const maxBlockSize = 10_000
const maxSize = 40_000

/** The blocks of a text, in order. */
export function parseMarkdown(text: string): MarkdownBlock[] {
  if (findMarkdownFault(text) !== null) return [{ typed: text }]
  try {
    return boundedBlocks(treeOf(text), text)
  } catch {
    // The parsers call themselves for each level: a text may exhaust the stack before its depth is known.
    return [{ typed: text }]
  }
}

function treeOf(text: string): RootContent[] {
  const document = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  nestHeadings()(document)
  const tree = toHast(document, {
    allowDangerousHtml: true,
    footnoteLabelTagName: 'strong',
    footnoteLabelProperties: {},
  }) as Root
  return tree.children
}

function boundedBlocks(children: RootContent[], text: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = []
  let total = 0
  let embedCount = 0
  for (const child of children) {
    if (child.type === 'text' && child.value.trim() === '') continue
    const size = measure(child)
    const typed = typedOf(child, text)
    if (size !== null && size <= maxBlockSize) {
      total += size
      // What is left over is one block, however much it is.
      if (total > maxSize) return [...blocks, { typed: typed === null ? '' : text.slice(typed.start) }]
      embedCount = makeHarmless(child, embedCount)
      blocks.push({ tree: child, size })
    } else if (typed === null) return [{ typed: text }]
    else blocks.push({ typed: text.slice(typed.start, typed.end) })
  }
  return blocks
}

/** Where the block stands in the text; null for the footnotes, which are gathered from all over it. */
function typedOf({ position }: RootContent, text: string): { start: number; end: number } | null {
  if (position === undefined) return null
  return { start: position.start.offset ?? 0, end: position.end.offset ?? text.length }
}

/** How many nodes there are in it; null where they are nested too deeply. Without a call per level. */
function measure(block: RootContent): number | null {
  const left: { node: RootContent; depth: number }[] = [{ node: block, depth: 1 }]
  let size = 0
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    size += 1
    if (next.depth > maxDepth) return null
    for (const node of (next.node as Element).children ?? []) left.push({ node, depth: next.depth + 1 })
  }
  return size
}
