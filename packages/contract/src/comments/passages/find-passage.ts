/**
 * `@copydesk/contract/passages`, apart from the rest for the library that it brings. Finds a quoted passage in a text
 * that may have changed since: where its words stand, the place whose surroundings read most like those of then; else,
 * where words within it changed, what is left of it. A passage of which too little is left is lost, and is found again
 * when its words come back. The time is bounded by the lengths of both.
 */
import type { TextQuote, TextRange } from './entity.ts'
import { findChangedPassage } from './find-changed-passage.ts'
import { placesOf } from './places-of.ts'

/** So many code units around words that stood in several places say which of them is meant. */
const telling = 8

/** Code units that are compared at most where the same words follow each other thousands of times. */
const maxCompared = 4_000_000

/** Where the passage stands in the text; null: it is lost. */
export function findPassage(text: string, quote: TextQuote): TextRange | null {
  if (quote.exact === '') return null
  return findWords(text, quote) ?? findChangedPassage(text, quote)
}

/** The words as they were; null also where they stand only where something else was meant. */
function findWords(text: string, quote: TextQuote): TextRange | null {
  const { exact, prefix, suffix, start, isOnly } = quote
  let best: { at: number; around: number } | null = null
  for (const at of occurrences(text, exact, start)) {
    const around = aroundAt(text, quote, at)
    const isNearer = best !== null && Math.abs(at - start) < Math.abs(best.at - start)
    if (best === null || around > best.around || (around === best.around && isNearer)) best = { at, around }
    if (at === start && around === prefix.length + suffix.length) break
  }
  if (best === null) return null
  const isMeant = isOnly || best.around >= Math.min(telling, prefix.length + suffix.length)
  return isMeant ? { from: best.at, to: best.at + exact.length } : null
}

/** From where they stood on, then those before: of thousands the first ones are enough. */
function* occurrences(text: string, exact: string, start: number): Generator<number> {
  const most = Math.ceil(maxCompared / exact.length)
  let left = most
  for (const at of placesOf(text, exact, start)) {
    if (left === 0) break
    left -= 1
    yield at
  }
  left = most
  for (const at of placesOf(text, exact)) {
    if (left === 0 || at >= start) return
    left -= 1
    yield at
  }
}

/** How many code units around the words there read as then. */
function aroundAt(text: string, { exact, prefix, suffix }: TextQuote, at: number): number {
  let before = 0
  while (
    before < prefix.length &&
    text.charCodeAt(at - 1 - before) === prefix.charCodeAt(prefix.length - 1 - before)
  )
    before += 1
  const end = at + exact.length
  let after = 0
  while (after < suffix.length && text.charCodeAt(end + after) === suffix.charCodeAt(after)) after += 1
  return before + after
}
