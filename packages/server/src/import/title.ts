/** The title of a Markdown text that names none: its first heading, else its file's name. Pure. */
import { maxTitleLength } from '@copydesk/contract/schemas'
import type { SyntaxNode, Tree } from '@lezer/common'
import { childrenOf, parseMarkdown } from '../markdown/parse-markdown.ts'
import { normalLabel, plainText } from '../markdown/plain-text.ts'

/** A heading is looked for in this much of a text that cannot be parsed as a whole. */
const searchedLength = 20_000

/**
 * The first Markdown heading that has words, as plain text. HTML headings are decoration, a picture alone says nothing,
 * and headings within quotes and lists are not the page's. `whole`: the syntax of the body, where it could be parsed.
 */
export function firstHeading(body: string, whole?: Tree): string | undefined {
  const text = whole ? body : body.slice(0, searchedLength)
  const tree = whole ?? parseMarkdown(text)
  if (!tree) return undefined
  const blocks = [...childrenOf(tree.topNode)]
  const labels = blocks.flatMap((node) =>
    node.name === 'LinkReference' ? (node.getChild('LinkLabel') ?? []) : [],
  )
  const definitions = new Set(labels.map(({ from, to }) => normalLabel(text.slice(from, to))))
  for (const node of blocks) {
    const words = isHeading(node) ? plainText(node, text, definitions) : ''
    if (words) return words
  }
  return undefined
}

function isHeading({ name }: SyntaxNode): boolean {
  return name.startsWith('ATXHeading') || name.startsWith('SetextHeading')
}

/** `getting-started.md` as "Getting started", and `guide/index.md` as "Guide". */
export function titleFromPath(path: string): string {
  const [folder, file = path] = ['', ...path.split('/')].slice(-2)
  const own = file.replace(/\.[^.]+$/, '')
  const name = folder && /^_?(?:index|readme)$/i.test(own) ? folder : own
  const words = name.replace(/[-_]+/g, ' ').trim() || name
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Within the length that the API takes, in characters, and never within what is read as one sign. */
export function cutTitle(title: string): string {
  if ([...title].length <= maxTitleLength) return title
  let kept = ''
  let length = 0
  for (const { segment } of graphemes.segment(title)) {
    length += [...segment].length
    if (length > maxTitleLength - 1) break
    kept += segment
  }
  // One sign may be longer than a title.
  return `${kept.trimEnd() || [...title].slice(0, maxTitleLength - 1).join('')}…`
}
