/**
 * What is left of a passage whose words were edited. The part of the text that reads most like the passage with its
 * surroundings is compared with them character by character, and the passage is what it became there.
 */
import { cleanupSemantic, DIFF_EQUAL, DIFF_INSERT, makeDiff } from '@sanity/diff-match-patch'
import type { TextQuote, TextRange } from './entity.ts'
import { wholeGraphemes, withoutBlankEnds } from './graphemes.ts'
import { likestPart } from './likest-part.ts'

/** Of the passage at least so much is left, and in one piece so many characters. */
const leastShare = 0.25
const leastRun = 4

/** Unlimited: a limit of time would find on a slow machine what it does not find on a fast one. */
const thorough = { checkLines: false, timeout: -1 }

/** Where it stands now; null: too little of it is left. */
export function findChangedPassage(text: string, quote: TextQuote): TextRange | null {
  const { exact, prefix, suffix } = quote
  const then = prefix + exact + suffix
  const part = likestPart(text, then, quote.start - prefix.length)
  if (part === null) return null
  const kept = { from: prefix.length, to: prefix.length + exact.length }
  const left = mapRange(then, text.slice(part.from, part.to), kept)
  if (left === null) return null
  const range = { from: part.from + left.from, to: part.from + left.to }
  const whole = wholeGraphemes(text, withoutBlankEnds(text, range))
  return whole.from === whole.to ? null : whole
}

/** From the first of its characters that is left to the last one. */
function mapRange(then: string, now: string, { from, to }: TextRange): TextRange | null {
  const left: TextRange = { from: Infinity, to: -1 }
  let [old, present, kept, longest] = [0, 0, 0, 0]
  for (const [kind, words] of cleanupSemantic(makeDiff(then, now, thorough))) {
    if (kind === DIFF_EQUAL) {
      const start = Math.max(from, old)
      const end = Math.min(to, old + words.length)
      if (start < end) {
        left.from = Math.min(left.from, present + start - old)
        left.to = present + end - old
        kept += end - start
        longest = Math.max(longest, end - start)
      }
    }
    if (kind !== DIFF_INSERT) old += words.length
    if (kind === DIFF_EQUAL || kind === DIFF_INSERT) present += words.length
  }
  const length = to - from
  const isLeft = kept >= length * leastShare && longest >= Math.min(leastRun, length)
  return isLeft ? left : null
}
