/** The addresses in a Markdown text that are relative, and so may lead to another file of the folder. Pure. */
import type { SyntaxNode, Tree } from '@lezer/common'
import { decodeHTMLStrict } from 'entities'

export interface FoundLink {
  /** Where the address stands in the text. */
  from: number
  to: number
  /** The path that it names, decoded. */
  path: string
  /** Query and fragment, as written. */
  rest: string
}

/** In the order of the text; `tree` is its syntax. */
export function findLinks(text: string, tree: Tree): FoundLink[] {
  const links: FoundLink[] = []
  tree.iterate({
    enter: ({ name, node, from, to }) => {
      if (name !== 'URL' || !isInLink(node, text)) return
      const address = addressOf(text.slice(from, to))
      if (address) links.push({ from, to, ...address })
    },
  })
  return links
}

/** A footnote looks like the definition of a link. */
function isInLink({ parent }: SyntaxNode, text: string): boolean {
  if (parent === null || !['Link', 'Image', 'LinkReference'].includes(parent.name)) return false
  return parent.name !== 'LinkReference' || !text.startsWith('[^', parent.from)
}

/** Undefined for what has a scheme or a host, and for a mere fragment. */
function addressOf(written: string): { path: string; rest: string } | undefined {
  const address = written.replace(/^<(.*)>$/s, '$1').replace(/\\([!-/:-@[-`{-~])/g, '$1')
  // linear: it matches from the start, whatever the text
  const [, path = '', rest = ''] = /^([^?#]*)([\s\S]*)$/.exec(decodeHTMLStrict(address)) ?? []
  if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(path)) return undefined
  try {
    return { path: decodeURIComponent(path).normalize('NFC'), rest }
  } catch {
    return { path: path.normalize('NFC'), rest }
  }
}
