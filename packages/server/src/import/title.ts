/** The title of a Markdown text that names none: its first heading, else its file's name. Pure. */
import type { SyntaxNode } from '@lezer/common'
import { childrenOf, parseMarkdown } from './markdown/parse-markdown.ts'
import { normalLabel, plainText } from './markdown/plain-text.ts'

/** Longer titles are cut; the API takes no longer ones. */
const maxLength = 300

/** A heading is looked for in this much of a text. */
const searchedLength = 20_000

/**
 * The first Markdown heading that has words, as plain text. HTML headings are decoration, a picture alone says nothing,
 * and headings within quotes and lists are not the page's.
 */
export function firstHeading(body: string): string | undefined {
  const text = body.slice(0, searchedLength)
  const tree = parseMarkdown(text)
  if (!tree) return undefined
  const blocks = [...childrenOf(tree.topNode)]
  const labels = blocks.flatMap((node) =>
    node.name === 'LinkReference' ? (node.getChild('LinkLabel') ?? []) : [],
  )
  const definitions = new Set(labels.map(({ from, to }) => normalLabel(text.slice(from, to))))
  for (const node of blocks) {
    const words = isHeading(node) ? plainText(node, text, definitions) : ''
    if (hasWords(words)) return words
  }
  return undefined
}

function isHeading({ name }: SyntaxNode): boolean {
  return name.startsWith('ATXHeading') || name.startsWith('SetextHeading')
}

/** Whether there is anything to see. */
export function hasWords(title: string): boolean {
  return /[^\s\p{Cf}\p{Mn}]/u.test(title)
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

/** Within the length that the API takes, and never within what is read as one sign. */
export function cutTitle(title: string): string {
  if (title.length <= maxLength) return title
  let end = 0
  for (const { index, segment } of graphemes.segment(title.slice(0, maxLength + 100))) {
    if (index + segment.length > maxLength - 1) break
    end = index + segment.length
  }
  return `${title.slice(0, end || maxLength - 1).trimEnd()}…`.toWellFormed()
}
