/** Runs of `*`, `_` and `~`, and which of them mark the words between them: CommonMark's rules. Pure. */
import { isPunctuation, isSpace, signAt, signBefore } from './characters.ts'
import type { MarkName } from './document.ts'
import type { Token } from './parse-inline.ts'

export interface Delimiter {
  kind: 'delimiter'
  sign: string
  length: number
  /** Signs of it that mark nothing yet. */
  left: number
  canOpen: boolean
  canClose: boolean
  /** What begins behind it and ends before it. */
  opens: MarkName[]
  closes: MarkName[]
}

/** The run that begins at a place. */
export function delimiterAt(text: string, at: number): Delimiter {
  const sign = text.charAt(at)
  let end = at + 1
  while (text.charAt(end) === sign) end += 1
  const before = signBefore(text, at)
  const after = signAt(text, end)
  const isLeft = isFlanking(before, after)
  const isRight = isFlanking(after, before)
  const isWithinWord = sign === '_'
  return {
    kind: 'delimiter',
    sign,
    length: end - at,
    left: end - at,
    canOpen: isLeft && (!isWithinWord || !isRight || isPunctuation(before)),
    canClose: isRight && (!isWithinWord || !isLeft || isPunctuation(after)),
    opens: [],
    closes: [],
  }
}

function isFlanking(outside: string, inside: string): boolean {
  if (isSpace(inside)) return false
  return !isPunctuation(inside) || isSpace(outside) || isPunctuation(outside)
}

/** Matches the runs from a token on; those that match nothing stay words. */
export function matchDelimiters(tokens: readonly Token[], from: number): void {
  const openers: Delimiter[] = []
  /** No opener for such a closer is among the first so many. */
  const searched = new Map<string, number>()
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.kind !== 'delimiter') continue
    if (token.canClose) close(token, openers, searched)
    if (token.canOpen && token.left > 0) openers.push(token)
  }
  // Runs within a link match nothing outside of it.
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token?.kind === 'delimiter') token.canOpen = token.canClose = false
  }
}

function close(closer: Delimiter, openers: Delimiter[], searched: Map<string, number>): void {
  const key = `${closer.sign}${closer.canOpen}${closer.sign === '~' ? closer.length : closer.length % 3}`
  while (closer.left > 0) {
    const bottom = Math.min(searched.get(key) ?? 0, openers.length)
    let at = openers.length - 1
    while (at >= bottom && !fits(openers[at], closer)) at -= 1
    const opener = openers[at]
    if (at < bottom || opener === undefined) {
      searched.set(key, openers.length)
      return
    }
    const count = closer.sign === '~' ? 2 : Math.min(opener.left, closer.left, 2)
    const mark = closer.sign === '~' ? 'strike' : count === 2 ? 'strong' : 'emphasis'
    opener.opens.push(mark)
    closer.closes.push(mark)
    opener.left -= count
    closer.left -= count
    openers.length = opener.left > 0 ? at + 1 : at
  }
}

function fits(opener: Delimiter | undefined, closer: Delimiter): boolean {
  if (opener?.sign !== closer.sign) return false
  if (closer.sign === '~') return opener.length === 2 && closer.length === 2
  const isAmbiguous = opener.canClose || closer.canOpen
  if (!isAmbiguous || (opener.length + closer.length) % 3 !== 0) return true
  return opener.length % 3 === 0 && closer.length % 3 === 0
}
