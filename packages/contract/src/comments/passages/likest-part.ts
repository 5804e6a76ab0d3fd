/**
 * Finds the part of a long text that a shorter one most likely became: by its pieces of a few characters, of which an
 * edit leaves most as they were. The part that holds the most different ones is it.
 */
import type { TextRange } from './entity.ts'
import { mostPlaces } from './nearest-place.ts'

interface Hit {
  /** Where a piece stands now, and where it stood in the shorter text. */
  at: number
  offset: number
}

/** The part, about as long as `sought`; null where nothing is alike. `expected` is where it would begin unchanged. */
export function likestPart(text: string, sought: string, expected: number): TextRange | null {
  const hits = hitsOf(text, sought)
  const span = Math.ceil(sought.length * 1.5) + 200
  const best = hits.length === 0 ? null : densest(hits, span, expected)
  if (best !== null) {
    const [first, last] = best
    return within(text, first.at - first.offset, last.at + sought.length - last.offset)
  }
  // All of it stands everywhere, or nothing does.
  const near = within(text, expected, expected + sought.length)
  return near.from < near.to ? near : null
}

function within(text: string, from: number, to: number): TextRange {
  const start = Math.min(Math.max(0, from), text.length)
  return { from: start, to: Math.min(Math.max(start, to), text.length) }
}

/** In the order of the text. */
function hitsOf(text: string, sought: string): Hit[] {
  const length = sought.length < 48 ? 4 : 8
  const hits: Hit[] = []
  const known = new Set<string>()
  for (let offset = 0; offset + length <= sought.length; offset += length) {
    const piece = sought.slice(offset, offset + length)
    if (known.has(piece)) continue
    known.add(piece)
    const places: Hit[] = []
    for (let at = text.indexOf(piece); at !== -1; at = text.indexOf(piece, at + length)) {
      places.push({ at, offset })
      if (places.length > mostPlaces) break
    }
    if (places.length <= mostPlaces) hits.push(...places)
  }
  return hits.sort((a, b) => a.at - b.at)
}

/** The first and the last of the hits within a span that are of the most different pieces; of equal ones the nearest. */
function densest(hits: readonly Hit[], span: number, expected: number): [Hit, Hit] | null {
  const within = new Map<number, number>()
  let best: { first: Hit; last: Hit; count: number; far: number } | null = null
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
  return best === null ? null : [best.first, best.last]
}
