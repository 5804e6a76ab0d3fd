/** Ranges of a text that cut no grapheme or word (UAX #29): no emoji, no letter with its accents, no line break of two characters. */
import type { TextRange } from './entity.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The range with the graphemes that its ends stand in; an empty one stays empty. */
export function wholeGraphemes(text: string, { from, to }: TextRange): TextRange {
  if (from >= to) return { from, to: from }
  const graphemes = segmenter.segment(text)
  const last = graphemes.containing(to - 1)
  return {
    from: graphemes.containing(from)?.index ?? from,
    to: last === undefined ? to : last.index + last.segment.length,
  }
}

/** The range without the graphemes that stick out of it. */
export function onlyWholeGraphemes(text: string, { from, to }: TextRange): TextRange {
  const graphemes = segmenter.segment(text)
  const first = graphemes.containing(from)
  const start = first === undefined || first.index === from ? from : first.index + first.segment.length
  return { from: Math.min(start, to), to: Math.max(from, graphemes.containing(to)?.index ?? to) }
}

const words = new Intl.Segmenter(undefined, { granularity: 'word' })

/** The range with the words that its ends stand in. */
export function wholeWords(text: string, { from, to }: TextRange): TextRange {
  const segments = words.segment(text)
  const [first, last] = [segments.containing(from), segments.containing(to - 1)]
  return {
    from: first?.isWordLike ? first.index : from,
    to: last?.isWordLike ? last.index + last.segment.length : to,
  }
}

/** The range without blanks at its ends; empty where there is nothing else in it. */
export function withoutBlankEnds(text: string, { from, to }: TextRange): TextRange {
  let [start, end] = [from, to]
  while (start < end && isBlank(text.charAt(start))) start += 1
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1
  return { from: start, to: end }
}

function isBlank(character: string): boolean {
  return /\s/.test(character)
}
