/**
 * The words of a paragraph with their marks, as CommonMark finds them. Marks that belong to nothing are words. Linear in
 * the text but for bounded factors. Pure.
 */
import { mentionAt } from '../mentions.ts'
import { escapable, referenceHere, signOf, withoutEnd } from './characters.ts'
import { type Delimiter, delimiterAt, matchDelimiters } from './delimiters.ts'
import type { Inline, LinkTarget, MarkName, MentionRun } from './document.ts'
import { autolinkAt, bareAddressAt, type FoundAddress, linkAt } from './link-address.ts'
import { runsOf } from './runs.ts'

/** A piece of the paragraph, in order. */
export type Token =
  | { kind: 'text'; text: string; isTyped?: boolean }
  | { kind: 'code'; text: string }
  | { kind: 'address'; words: string; url: string }
  | { kind: 'mention'; run: Omit<MentionRun, 'marks'> }
  | { kind: 'picture'; url: string; alt: string }
  | { kind: 'break' }
  | Bracket
  | { kind: 'link_end' }
  | Delimiter

interface Bracket {
  kind: 'bracket'
  isPicture: boolean
  /** Once it is closed. */
  link: LinkTarget | null
  index: number
}

/** The content of a paragraph whose lines begin and end with words. `marks`: those of all of it. */
export function parseInline(text: string, marks: readonly MarkName[] = []): Inline[] {
  return runsOf(new Scanner(text).tokens(), marks)
}

const plain = /[^\\`*_~[\]!<&@\nhHwW]+/y
const backticks = /`+/g
const anyBackticks = /`+/y

class Scanner {
  readonly #text: string
  readonly #tokens: Token[] = []
  readonly #brackets: Bracket[] = []
  readonly #codeEnds: Map<number, number[]>
  #at = 0
  /** Brackets before this token can open no link any more: there is one within them. */
  #closedBefore = 0

  constructor(text: string) {
    this.#text = text
    this.#codeEnds = runsOfBackticks(text)
  }

  tokens(): Token[] {
    while (this.#at < this.#text.length) this.#tokens.push(this.#next())
    matchDelimiters(this.#tokens, 0)
    return this.#tokens
  }

  #next(): Token {
    const text = this.#text
    const at = this.#at
    plain.lastIndex = at
    const [words] = plain.exec(text) ?? []
    if (words !== undefined) return this.#word(words)
    const sign = text.charAt(at)
    switch (sign) {
      case '\\':
        return this.#escape()
      case '`':
        return this.#code()
      case '*':
      case '_':
      case '~': {
        const delimiter = delimiterAt(text, at)
        return this.#take(delimiter, delimiter.length)
      }
      case '[':
        return this.#open(false)
      case '!':
        return text.charAt(at + 1) === '[' ? this.#open(true) : this.#word(sign)
      case ']':
        return this.#close()
      case '<':
        return this.#address(autolinkAt(text, at))
      case '&':
        return this.#reference()
      case '@':
        return this.#mention()
      case '\n':
        return this.#break()
      default: {
        const isWordStart = !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))
        return this.#address(isWordStart ? bareAddressAt(text, at, this.#brackets.length > 0) : null)
      }
    }
  }

  #take<T extends Token>(token: T, length: number): T {
    this.#at += length
    return token
  }

  #word(text: string): Token {
    return this.#take({ kind: 'text', text, isTyped: true }, text.length)
  }

  #escape(): Token {
    const next = this.#text.charAt(this.#at + 1)
    if (next === '\n') return this.#take({ kind: 'break' }, 2)
    return escapable.test(next) ? this.#take({ kind: 'text', text: next }, 2) : this.#word('\\')
  }

  #reference(): Token {
    referenceHere.lastIndex = this.#at
    const match = referenceHere.exec(this.#text)
    if (match === null) return this.#word('&')
    return this.#take({ kind: 'text', text: signOf(match[1], match[2], match[3]) }, match[0].length)
  }

  #code(): Token {
    anyBackticks.lastIndex = this.#at
    const [mark = ''] = anyBackticks.exec(this.#text) ?? []
    const ends = this.#codeEnds.get(mark.length)
    while (ends && (ends.at(-1) ?? this.#at + 1) <= this.#at) ends.pop()
    const end = ends?.at(-1)
    if (end === undefined) return this.#word(mark)
    const written = this.#text.slice(this.#at + mark.length, end).replace(/\n/g, ' ')
    const isPadded = /^ .* $/.test(written) && /[^ ]/.test(written)
    const text = isPadded ? written.slice(1, -1) : written
    return this.#take({ kind: 'code', text }, end + mark.length - this.#at)
  }

  #break(): Token {
    const last = this.#tokens.at(-1)
    // Spaces before the end of a line are no words, but for those that were written as references.
    if (last?.kind === 'text' && last.isTyped) last.text = withoutEnd(last.text, ' \t')
    return this.#take({ kind: 'break' }, 1)
  }

  #mention(): Token {
    const mention = mentionAt(this.#text, this.#at)
    if (mention === null) return this.#word('@')
    const { end, ...named } = mention
    this.#closedBefore = this.#tokens.length
    return this.#take({ kind: 'mention', run: { kind: 'mention', ...named } }, end - this.#at)
  }

  #address(found: FoundAddress | null): Token {
    if (found === null) return this.#word(this.#text.charAt(this.#at))
    return this.#take({ kind: 'address', url: found.url, words: found.words }, found.end - this.#at)
  }

  #open(isPicture: boolean): Token {
    const bracket: Bracket = { kind: 'bracket', isPicture, link: null, index: this.#tokens.length }
    this.#brackets.push(bracket)
    return this.#take(bracket, isPicture ? 2 : 1)
  }

  #close(): Token {
    const bracket = this.#brackets.pop()
    const found = bracket && this.#isOpen(bracket) ? linkAt(this.#text, this.#at + 1) : null
    if (bracket === undefined || found === null) return this.#word(']')
    const { target, end } = found
    const length = end - this.#at
    // A link without words would be lost.
    if (!bracket.isPicture && !this.#tokens.slice(bracket.index + 1).some(isWord)) return this.#word(']')
    matchDelimiters(this.#tokens, bracket.index + 1)
    if (bracket.isPicture) {
      const alt = this.#tokens.splice(bracket.index).slice(1).map(wordOf).join('')
      return this.#take({ kind: 'picture', url: target.url, alt }, length)
    }
    bracket.link = target
    this.#closedBefore = this.#tokens.length
    return this.#take({ kind: 'link_end' }, length)
  }

  #isOpen({ isPicture, index }: { isPicture: boolean; index: number }): boolean {
    return isPicture || index >= this.#closedBefore
  }
}

function isWord(token: Token): boolean {
  return token.kind !== 'break' && (token.kind !== 'text' || token.text !== '')
}

/** What a piece reads as without its marks. */
function wordOf(token: Token): string {
  switch (token.kind) {
    case 'text':
    case 'code':
      return token.text
    case 'address':
      return token.words
    case 'mention':
      return `@${token.run.name}`
    case 'picture':
      return token.alt
    case 'bracket':
      return openingOf(token)
    case 'delimiter':
      return token.sign.repeat(token.left)
    case 'break':
      return ' '
    case 'link_end':
      return ''
  }
}

function openingOf({ link, isPicture }: Bracket): string {
  if (link !== null) return ''
  return isPicture ? '![' : '['
}

/** Where runs of backticks begin, by their length, the last one first. */
function runsOfBackticks(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>()
  for (const { 0: run, index } of text.matchAll(backticks)) {
    const same = runs.get(run.length)
    if (same) same.push(index)
    else runs.set(run.length, [index])
  }
  for (const same of runs.values()) same.reverse()
  return runs
}
