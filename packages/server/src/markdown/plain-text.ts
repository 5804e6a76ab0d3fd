/** What a piece of inline Markdown reads as: no marks, no pictures, no HTML tags. Pure. */
import { tidyLine } from '@copydesk/contract'
import type { SyntaxNode } from '@lezer/common'
import { decodeHTMLStrict } from 'entities'
import { childrenOf } from './parse-markdown.ts'

/** Parts that are not read out: marks, addresses, pictures. */
const silent = new Set([
  'HeaderMark',
  'EmphasisMark',
  'CodeMark',
  'LinkMark',
  'LinkTitle',
  'LinkLabel',
  'StrikethroughMark',
  'Image',
  'Comment',
  'ProcessingInstruction',
])

/** HTML elements that mark words; `<T>` in `List<T>` is none and stays. */
const elements =
  /^<\/?(?:a|abbr|b|bdi|big|br|center|code|del|div|em|font|h[1-6]|i|img|ins|kbd|mark|p|picture|q|s|samp|small|source|span|strike|strong|sub|summary|sup|svg|tt|u|var|video|wbr)\b[^>]*>$/i

/**
 * The words of a heading or paragraph, in one line. `definitions`: the labels that links by reference may have; others
 * are words in brackets.
 */
export function plainText(node: SyntaxNode, text: string, definitions: ReadonlySet<string>): string {
  const wordsOf = (of: SyntaxNode): string => {
    let words = ''
    let end = of.from
    for (const child of childrenOf(of)) {
      words += text.slice(end, child.from) + wordsOfPart(child)
      end = child.to
    }
    return words + text.slice(end, of.to)
  }
  const wordsOfPart = (part: SyntaxNode): string => {
    const own = text.slice(part.from, part.to)
    if (silent.has(part.name)) return ''
    if (part.name === 'URL') return part.parent?.name === 'Link' ? '' : own
    if (part.name === 'Entity') return decodeHTMLStrict(own)
    if (part.name === 'Escape') return own.slice(1)
    if (part.name === 'HTMLTag') return elements.test(own) ? '' : own
    if (part.name === 'Link' && !part.getChild('URL') && !definitions.has(labelOf(part, text))) return own
    return wordsOf(part)
  }
  return oneLine(wordsOf(node).replace(/\{#[^{}\n]*\}\s*$/, ''))
}

function labelOf(link: SyntaxNode, text: string): string {
  const label = link.getChild('LinkLabel')
  return normalLabel(text.slice(label?.from ?? link.from, label?.to ?? link.to))
}

/** Labels are the same whatever the case of their letters. */
export function normalLabel(label: string): string {
  return label.replace(/\s+/g, ' ').toLowerCase()
}

/** Titles of front matter: no Markdown, but entities and tags are common there. */
export function withoutHtml(text: string): string {
  return oneLine(decodeHTMLStrict(text.replace(/<[^<>]*>/g, (tag) => (elements.test(tag) ? '' : tag))))
}

/** As a title that the API takes, or empty where there is nothing to see. */
function oneLine(text: string): string {
  const tidied = tidyLine(text.replace(/[\p{Cc}\p{Cs}\s]+/gu, ' '), { required: true })
  return tidied.ok ? tidied.text : ''
}
