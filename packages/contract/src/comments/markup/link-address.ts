/** What follows the `]` of a link or picture: `(address "title")`, and addresses that are links as they stand. Pure. */
import { contentOf } from '../../content/references.ts'
import { withoutEnd, withoutEscapes } from './characters.ts'
import { isHarmlessAddress, type LinkTarget } from './document.ts'

/** Parentheses within each other in an address. */
const maxDepth = 32

const pointed = /<((?:\\.|[^\\<>\n])*)>/y
const titled = /"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\(((?:\\.|[^()\\])*)\)/sy
const spaces = /[ \t\n]*/y

export interface FoundLink {
  target: LinkTarget
  end: number
}

/** The target in the parentheses at a place; null where there is none, or one that could run. */
export function linkAt(text: string, at: number): FoundLink | null {
  if (text.charAt(at) !== '(') return null
  const start = endOf(spaces, text, at + 1)
  const address = addressAt(text, start)
  if (address === null) return null
  const afterAddress = endOf(spaces, text, address.end)
  let end = afterAddress
  let title: string | null = null
  if (afterAddress > address.end) {
    titled.lastIndex = afterAddress
    const match = titled.exec(text)
    if (match) {
      title = withoutEscapes(match[1] ?? match[2] ?? match[3] ?? '')
      // A blank line would end the paragraph.
      end = endOf(spaces, text, titled.lastIndex)
    }
  }
  const url = withoutEscapes(address.written)
  if (text.charAt(end) !== ')' || !isKnown(url)) return null
  return { target: { url, title: title === '' ? null : title }, end: end + 1 }
}

/** Content has a scheme of its own. */
function isKnown(url: string): boolean {
  return isHarmlessAddress(url) || contentOf(url) !== null
}

function addressAt(text: string, start: number): { written: string; end: number } | null {
  if (text.charAt(start) === '<') {
    pointed.lastIndex = start
    const match = pointed.exec(text)
    return match ? { written: match[1] ?? '', end: pointed.lastIndex } : null
  }
  let depth = 0
  let at = start
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code <= 0x20 || code === 0x7f) break
    const sign = text.charAt(at)
    if (sign === '\\' && /[!-/:-@[-`{-~]/.test(text.charAt(at + 1))) at += 1
    else if (sign === '(') {
      depth += 1
      if (depth > maxDepth) return null
    } else if (sign === ')') {
      if (depth === 0) break
      depth -= 1
    }
  }
  return depth === 0 ? { written: text.slice(start, at), end: at } : null
}

function endOf(expression: RegExp, text: string, at: number): number {
  expression.lastIndex = at
  expression.test(text)
  return expression.lastIndex
}

const autolink =
  /<(?:([a-z][a-z0-9+.-]{1,31}:[^\s<>\p{Cc}]*)|([\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9.-]{1,255}))>/iuy
/** With a dot right behind its start it is none: else, of thousands of those, each would be read to the end of the text. */
const bare = /(?:https?:\/\/|www\.)(?=[^\s.])[^\s<>]+/iy
const bareInBrackets = /(?:https?:\/\/|www\.)(?=[^\s.])[^\s<>\]]+/iy
/** Whatever ends the sentence and not the address. */
const endMarks = '?!.,:;*_~\'"'

export interface FoundAddress {
  url: string
  words: string
  end: number
}

/** `<https://…>` and `<ann@example.com>` at a place. */
export function autolinkAt(text: string, at: number): FoundAddress | null {
  autolink.lastIndex = at
  const [, address, mailbox = ''] = autolink.exec(text) ?? []
  const words = address ?? mailbox
  const url = address ?? `mailto:${mailbox}`
  return words === '' || !isKnown(url) ? null : { url, words, end: autolink.lastIndex }
}

/** An address without any marks around it. Within brackets it ends with them. */
export function bareAddressAt(text: string, at: number, isInBrackets: boolean): FoundAddress | null {
  const address = isInBrackets ? bareInBrackets : bare
  address.lastIndex = at
  const words = withoutEndMarks(address.exec(text)?.[0] ?? '')
  if (!/^(?:https?:\/\/|www\.)[^\s.]/i.test(words)) return null
  return { url: /^www/i.test(words) ? `http://${words}` : words, words, end: at + words.length }
}

/** A parenthesis at the end belongs to the address only where it was opened in it. */
function withoutEndMarks(address: string): string {
  let unopened = 0
  for (const sign of address) unopened += sign === ')' ? 1 : sign === '(' ? -1 : 0
  let rest = withoutEnd(address, endMarks)
  for (; unopened > 0 && rest.endsWith(')'); unopened -= 1) rest = withoutEnd(rest.slice(0, -1), endMarks)
  return rest
}
