/**
 * What is left of a passage whose words were edited. What stood before and after it bounds the part of the text that it
 * can be in, where that still stands; the part that reads most like it is compared with it character by character, and
 * the passage is what it became there. A deleted one does not move to the next that reads like it.
 */
import { cleanupSemantic, DIFF_EQUAL, DIFF_INSERT, makeDiff } from '@sanity/diff-match-patch'
import type { TextQuote, TextRange } from './entity.ts'
import { wholeGraphemes, wholeWords, withoutBlankEnds } from './graphemes.ts'
import { likestPart } from './likest-part.ts'
import { nearestPlace } from './nearest-place.ts'

/** Of the passage at least so much is left; and in one piece so many characters, or a third of a short one. */
const leastShare = 0.25
const leastRun = 4

/** So much of what stood around it says for certain where it was. */
const telling = 12

/** Unlimited: a limit of time would find on a slow machine what it does not find on a fast one. */
const thorough = { checkLines: false, timeout: -1 }

/** Where it stands now; null: too little of it is left. */
export function findChangedPassage(text: string, quote: TextQuote): TextRange | null {
  const { from, to, head, tail } = boundsOf(text, quote)
  const bounded = text.slice(from, to)
  const then = head + quote.exact + tail
  const part = likestPart(bounded, then, quote.start - from - head.length)
  if (part === null) return null
  const kept = { from: head.length, to: head.length + quote.exact.length }
  const left = mapRange(then, bounded.slice(part.from, part.to), kept)
  if (left === null) return null
  const start = from + part.from
  const words = wholeWords(text, { from: start + left.from, to: start + left.to })
  const range = withoutBlankEnds(text, { from: Math.max(from, words.from), to: Math.min(to, words.to) })
  return range.from === range.to ? null : wholeGraphemes(text, range)
}

/** The part of the text that it must be in, and what is yet to be compared of its surroundings. */
function boundsOf(text: string, { exact, prefix, suffix, start }: TextQuote) {
  const before = prefix.trimEnd()
  const after = suffix.trimStart()
  const first = before.length < telling ? null : nearestPlace(text, before, start - prefix.length)
  const last = after.length < telling ? null : nearestPlace(text, after, start + exact.length)
  const from = first === null ? 0 : first + before.length
  const to = last ?? text.length
  // Moved apart, they bound nothing.
  if (from > to) return { from: 0, to: text.length, head: prefix, tail: suffix }
  return { from, to, head: first === null ? prefix : '', tail: last === null ? suffix : '' }
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
  const isLeft = kept >= length * leastShare && longest >= Math.min(leastRun, Math.ceil(length / 3))
  return isLeft ? left : null
}
