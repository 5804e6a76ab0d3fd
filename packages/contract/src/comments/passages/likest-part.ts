/**
 * Finds the part of a long text that a shorter one most likely became: by its pieces of a few characters, wherever they
 * begin, of which an edit leaves most as they were. The part that holds the most different ones is it.
 */
import type { TextRange } from './entity.ts'
import { mostPlaces } from './nearest-place.ts'

/** Characters of a piece, of a text of a few words and of a longer one. */
const shortPiece = 4
const longPiece = 8
const shortText = 48

interface Hit {
  /** Where a piece stands now, and where it stood in the shorter text. */
  at: number
  offset: number
}

/** Of the pieces of a longer text at least so many are to be there: else the rest of it is not worth a look. */
const leastShare = 0.05

/** The part, about as long as `sought`; null where nothing is alike. `expected` is where it would begin unchanged. */
export function likestPart(text: string, sought: string, expected: number): TextRange | null {
  const { hits, count, isEverywhere } = hitsOf(text, sought)
  const span = Math.ceil(sought.length * 1.5) + 200
  const best = hits.length === 0 ? null : densest(hits, span, expected)
  if (best !== null && best.count >= count * leastShare) {
    const { first, last } = best
    return within(text, first.at - first.offset, last.at + sought.length - last.offset)
  }
  // Of a few words every piece may have been touched; of others nothing can be said where they stand everywhere.
  if (sought.length >= shortText && !isEverywhere) return null
  const near = within(text, expected, expected + sought.length)
  return near.from < near.to ? near : null
}

function within(text: string, from: number, to: number): TextRange {
  const start = Math.min(Math.max(0, from), text.length)
  return { from: start, to: Math.min(Math.max(start, to), text.length) }
}

interface Hits {
  /** In the order of the text. */
  hits: Hit[]
  /** How many pieces were looked for. */
  count: number
  /** Some of them stand all over the text. */
  isEverywhere: boolean
}

/** One pass through the text, however many pieces there are. */
function hitsOf(text: string, sought: string): Hits {
  const length = sought.length < shortText ? shortPiece : longPiece
  const pieces = new Map<string, { offset: number; places: number }>()
  for (let offset = 0; offset + length <= sought.length; offset += 1) {
    const piece = sought.slice(offset, offset + length)
    if (!pieces.has(piece)) pieces.set(piece, { offset, places: 0 })
  }
  const all: { at: number; piece: { offset: number; places: number } }[] = []
  for (let at = 0; at + length <= text.length; at += 1) {
    const piece = pieces.get(text.slice(at, at + length))
    if (piece === undefined) continue
    piece.places += 1
    if (piece.places <= mostPlaces) all.push({ at, piece })
  }
  const telling = all.filter(({ piece }) => piece.places <= mostPlaces)
  return {
    hits: telling.map(({ at, piece: { offset } }) => ({ at, offset })),
    count: pieces.size,
    isEverywhere: [...pieces.values()].some(({ places }) => places > mostPlaces),
  }
}

interface Dense {
  first: Hit
  last: Hit
  /** Of how many different pieces they and those between them are. */
  count: number
}

/** The first and the last of the hits within a span that are of the most different pieces; of equal ones the nearest. */
function densest(hits: readonly Hit[], span: number, expected: number): Dense | null {
  const within = new Map<number, number>()
  let best: (Dense & { far: number }) | null = null
  let start = 0
  for (const last of hits) {
    within.set(last.offset, (within.get(last.offset) ?? 0) + 1)
    let first = hits[start]
    while (first !== undefined && last.at - first.at > span) {
      const left = (within.get(first.offset) ?? 1) - 1
      if (left === 0) within.delete(first.offset)
      else within.set(first.offset, left)
      start += 1
      first = hits[start]
    }
    if (first === undefined) continue
    const far = Math.abs(first.at - first.offset - expected)
    const isBetter =
      best === null || within.size > best.count || (within.size === best.count && far < best.far)
    if (isBetter) best = { first, last, count: within.size, far }
  }
  return best
}
