/** Quotes a range of a text, so that `findPassage` finds it again when the text is another one. */
import { maxContextLength, type TextQuote, type TextRange } from './entity.ts'
import { onlyWholeGraphemes, wholeGraphemes, withoutBlankEnds } from './graphemes.ts'
import { placesOf } from './places-of.ts'

/** The quote of what was selected, in whole graphemes and without blanks around it; null where nothing else is. */
export function quotePassage(text: string, selected: TextRange): TextQuote | null {
  const { from, to } = wholeGraphemes(text, withoutBlankEnds(text, selected))
  if (from === to) return null
  const exact = text.slice(from, to)
  const [first, second] = placesOf(text, exact)
  const before = onlyWholeGraphemes(text, { from: Math.max(0, from - maxContextLength), to: from })
  const after = onlyWholeGraphemes(text, { from: to, to: Math.min(text.length, to + maxContextLength) })
  return {
    exact,
    prefix: text.slice(before.from, before.to),
    suffix: text.slice(after.from, after.to),
    start: from,
    isOnly: first === from && second === undefined,
  }
}
