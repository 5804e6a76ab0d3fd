/**
 * The content that a Markdown text refers to: links and pictures whose address is `content:ID`. What stands in code or
 * behind a backslash refers to nothing. Pure.
 */
import { contentOf, type Id, type Reference, type ReferenceKind } from '@copydesk/contract'
import type { SyntaxNode, Tree } from '@lezer/common'
import { decodeHTMLStrict } from 'entities'
import { childrenOf, parseMarkdown } from './parse-markdown.ts'
import { normalLabel } from './plain-text.ts'

/**
 * A text is read within the transaction that saves it, every second while somebody types: longer and more intricate ones,
 * which would take a quarter of a second and more, are read by their marks.
 */
const maxParsedLength = 200_000
const maxWork = 1_000_000

/** Each item once, in the order of the text; what is linked to and embedded is embedded. */
export function findReferences(text: string): Reference[] {
  // Most texts refer to nothing, and nobody has to parse them.
  if (!/content:/i.test(asAddress(text))) return []
  const tree = text.length > maxParsedLength ? undefined : parseMarkdown(text, maxWork)
  const found = tree === undefined ? referencesByMarks(text) : referencesOf(text, tree)
  const kinds = new Map<Id, ReferenceKind>()
  for (const { contentId, kind } of found) {
    if (kind === 'embed' || !kinds.has(contentId)) kinds.set(contentId, kind)
  }
  return [...kinds].map(([contentId, kind]) => ({ contentId, kind }))
}

function referencesOf(text: string, tree: Tree): Reference[] {
  const definitions = new Map<string, string>()
  const uses: { node: SyntaxNode; kind: ReferenceKind }[] = []
  const found: Reference[] = []
  const add = (written: string, kind: ReferenceKind) => {
    const content = contentOf(written)
    if (content !== null) found.push({ contentId: content.contentId, kind })
  }
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'LinkReference') define(definitions, node, text)
      if (name === 'Autolink') add(text.slice(node.from + 1, node.to - 1), 'link')
      if (name !== 'Link' && name !== 'Image') return
      const kind = name === 'Image' ? 'embed' : 'link'
      const url = node.getChild('URL')
      if (url) add(addressAt(text, url), kind)
      else uses.push({ node, kind })
    },
  })
  for (const { node, kind } of uses) add(definitions.get(labelOf(node, text)) ?? '', kind)
  return found
}

/** Of several definitions of a label the first one counts. */
function define(definitions: Map<string, string>, node: SyntaxNode, text: string): void {
  const [label] = [...childrenOf(node)].filter(({ name }) => name === 'LinkLabel')
  const url = node.getChild('URL')
  if (!label || !url) return
  const key = keyOf(text.slice(label.from, label.to))
  if (!definitions.has(key)) definitions.set(key, addressAt(text, url))
}

/** `[words][label]`, `[label][]` and `[label]`. */
function labelOf(node: SyntaxNode, text: string): string {
  const label = node.getChild('LinkLabel')
  const given = label ? text.slice(label.from, label.to) : ''
  return keyOf(given.length > 2 ? given : text.slice(node.from, label?.from ?? node.to))
}

function keyOf(label: string): string {
  return normalLabel(label.replace(/^!?\[|\]$/g, '').trim())
}

function addressAt(text: string, { from, to }: SyntaxNode): string {
  return asAddress(text.slice(from, to).replace(/^<(.*)>$/s, '$1'))
}

/** As an address reads once it is parsed, without escapes and entities. */
function asAddress(written: string): string {
  return decodeHTMLStrict(written.replace(/\\([!-/:-@[-`{-~])/g, '$1'))
}

/** Of a text too long or too intricate to be parsed: whatever looks like a reference is one, in code too. */
function referencesByMarks(text: string): Reference[] {
  // linear: what comes before the address has a bound
  const marked = /(!\[[^[\]\n]{0,300}\]\(<?)?(content:[0-9a-f-]{36})/gi
  return [...text.matchAll(marked)].flatMap(([, mark, written = '']) => {
    const content = contentOf(written)
    return content === null
      ? []
      : [{ contentId: content.contentId, kind: mark === undefined ? 'link' : 'embed' } as const]
  })
}
