/**
 * Three-way merge of a text by its blocks: `base` is what both writers began with. Changes to different blocks go
 * together silently, neighbours included; a collision is where both changed the same block to something else.
 * What both add at the same place is kept from both. Pure; nothing that either wrote is dropped without being told.
 */
import { diffIndices } from 'node-diff3'
import { blocksOf, gapAfter } from './blocks.ts'

/** A stretch of the merged text, as blocks with what follows each. */
export type MergePart =
  | { kind: 'merged'; pieces: readonly Piece[] }
  | { kind: 'collision'; mine: readonly Piece[]; theirs: readonly Piece[] }

export interface Piece {
  block: string
  gap: string
}

export interface Merge {
  lead: string
  parts: readonly MergePart[]
  /** What ends the text. */
  end: string
}

export type Choice = 'mine' | 'theirs' | 'both'

/** Merges two texts that were made from the same base. */
export function mergeTexts(base: string, mine: string, theirs: string): Merge {
  if (mine === base || mine === theirs) return whole(theirs)
  if (theirs === base) return whole(mine)
  const [o, a, b] = [blocksOf(base), blocksOf(mine), blocksOf(theirs)]
  return {
    lead: pick(o.lead, a.lead, b.lead),
    parts: partsOf(o.blocks, piecesOf(a), piecesOf(b), o.gaps),
    end: pick(o.gaps.at(-1) ?? '', a.gaps.at(-1) ?? '', b.gaps.at(-1) ?? ''),
  }
}

/** Whether both changed the same block. */
export function hasCollision({ parts }: Merge): boolean {
  return parts.some((part) => part.kind === 'collision')
}

/** The merged text, with one answer for all collisions. */
export function textOfMerge({ lead, parts, end }: Merge, choice: Choice): string {
  const pieces = parts.flatMap((part) => {
    if (part.kind === 'merged') return part.pieces
    return choice === 'both' ? [...part.theirs, ...part.mine] : part[choice]
  })
  return pieces.reduce((text, { block, gap }, index) => {
    const next = pieces[index + 1]
    if (next === undefined) return text + block + end
    return text + block + (gap.includes('\n') ? gap : gapAfter(block, next.block))
  }, lead)
}

function whole(text: string): Merge {
  const blocks = blocksOf(text)
  return {
    lead: blocks.lead,
    parts: [{ kind: 'merged', pieces: piecesOf(blocks) }],
    end: blocks.gaps.at(-1) ?? '',
  }
}

/** A stretch of the base that one side replaced. */
interface Change {
  baseStart: number
  baseEnd: number
  start: number
  end: number
}

interface Side {
  pieces: readonly Piece[]
  changes: readonly Change[]
}

function partsOf(
  base: readonly string[],
  mine: readonly Piece[],
  theirs: readonly Piece[],
  baseGaps: readonly string[],
): MergePart[] {
  const a: Side = { pieces: mine, changes: changesBetween(base, mine) }
  const b: Side = { pieces: theirs, changes: changesBetween(base, theirs) }
  const parts: MergePart[] = []
  const merged = (pieces: readonly Piece[]) => {
    if (pieces.length > 0) parts.push({ kind: 'merged', pieces })
  }
  let [at, nextA, nextB, shiftA, shiftB] = [0, 0, 0, 0, 0]
  for (;;) {
    const [changeA, changeB] = [a.changes[nextA], b.changes[nextB]]
    const start = Math.min(changeA?.baseStart ?? base.length, changeB?.baseStart ?? base.length)
    merged(unchanged(base, baseGaps, at, start, mine.slice(at + shiftA), theirs.slice(at + shiftB)))
    if (changeA === undefined && changeB === undefined) return parts
    const [lastA, lastB, end] = reachOf(a.changes, b.changes, nextA, nextB, start)
    const ownA = stretch(a, nextA, lastA, start, end, shiftA)
    const ownB = stretch(b, nextB, lastB, start, end, shiftB)
    if (lastB === nextB) merged(ownA.pieces)
    else if (lastA === nextA) merged(ownB.pieces)
    else if (sameBlocks(ownA.pieces, ownB.pieces)) merged(ownA.pieces)
    else if (start === end) merged([...ownB.pieces, ...ownA.pieces])
    else parts.push({ kind: 'collision', mine: ownA.pieces, theirs: ownB.pieces })
    ;[at, nextA, nextB, shiftA, shiftB] = [end, lastA, lastB, ownA.shift, ownB.shift]
  }
}

/**
 * Which changes belong to the stretch that begins at `start`, and where it ends: what is added before that block,
 * or else the changes that share a block of the base.
 */
function reachOf(
  a: readonly Change[],
  b: readonly Change[],
  nextA: number,
  nextB: number,
  start: number,
): [lastA: number, lastB: number, end: number] {
  const adds = (change: Change | undefined) => change?.baseStart === start && change.baseEnd === start
  const [addsA, addsB] = [adds(a[nextA]), adds(b[nextB])]
  if (addsA || addsB) return [nextA + (addsA ? 1 : 0), nextB + (addsB ? 1 : 0), start]
  let [lastA, lastB, end] = [nextA, nextB, start + 1]
  for (;;) {
    const [changeA, changeB] = [a[lastA], b[lastB]]
    if (changeA !== undefined && changeA.baseStart < end) {
      end = Math.max(end, changeA.baseEnd)
      lastA += 1
    } else if (changeB !== undefined && changeB.baseStart < end) {
      end = Math.max(end, changeB.baseEnd)
      lastB += 1
    } else return [lastA, lastB, end]
  }
}

/** What one side has in place of a stretch of the base, and how far its indices are off after it. */
function stretch(side: Side, from: number, to: number, start: number, end: number, shift: number) {
  const grown = side.changes
    .slice(from, to)
    .reduce((sum, change) => sum + (change.end - change.start) - (change.baseEnd - change.baseStart), 0)
  return { pieces: side.pieces.slice(start + shift, end + shift + grown), shift: shift + grown }
}

/** Blocks that neither changed; a changed gap is a change too. */
function unchanged(
  base: readonly string[],
  gaps: readonly string[],
  from: number,
  to: number,
  mine: readonly Piece[],
  theirs: readonly Piece[],
): Piece[] {
  return base.slice(from, to).map((block, index) => ({
    block,
    gap: pick(gaps[from + index] ?? '', mine[index]?.gap ?? '', theirs[index]?.gap ?? ''),
  }))
}

/** More pairs of equal blocks than this are not compared: a text of a hundred thousand equal lines, say. */
const mostPairs = 500_000

function changesBetween(base: readonly string[], side: readonly Piece[]): Change[] {
  const blocks = side.map((piece) => piece.block)
  let head = 0
  while (head < base.length && head < blocks.length && base[head] === blocks[head]) head += 1
  let tail = 0
  const room = Math.min(base.length, blocks.length) - head
  while (tail < room && base.at(-1 - tail) === blocks.at(-1 - tail)) tail += 1
  const [before, after] = [base.slice(head, base.length - tail), blocks.slice(head, blocks.length - tail)]
  if (before.length === 0 && after.length === 0) return []
  if (pairsOf(before, after) > mostPairs) {
    // Taken for one change as a whole: at worst it is asked about.
    return [{ baseStart: head, baseEnd: head + before.length, start: head, end: head + after.length }]
  }
  return diffIndices(before, after).flatMap(({ buffer1, buffer2 }) => {
    const change = {
      baseStart: head + buffer1[0],
      baseEnd: head + buffer1[0] + buffer1[1],
      start: head + buffer2[0],
      end: head + buffer2[0] + buffer2[1],
    }
    return buffer1[1] === buffer2[1] ? oneByOne(change) : [change]
  })
}

/** As many blocks as before: each was edited where it stands. */
function oneByOne({ baseStart, baseEnd, start }: Change): Change[] {
  return Array.from({ length: baseEnd - baseStart }, (_, index) => ({
    baseStart: baseStart + index,
    baseEnd: baseStart + index + 1,
    start: start + index,
    end: start + index + 1,
  }))
}

function pairsOf(one: readonly string[], other: readonly string[]): number {
  const counts = new Map<string, number>()
  for (const block of one) counts.set(block, (counts.get(block) ?? 0) + 1)
  return other.reduce((sum, block) => sum + (counts.get(block) ?? 0), 0)
}

function piecesOf({ blocks, gaps }: { blocks: readonly string[]; gaps: readonly string[] }): Piece[] {
  return blocks.map((block, index) => ({ block, gap: gaps[index] ?? '' }))
}

function sameBlocks(one: readonly Piece[], other: readonly Piece[]): boolean {
  return one.length === other.length && one.every((piece, index) => piece.block === other[index]?.block)
}

/** The one that was changed; mine where both were. */
function pick(base: string, mine: string, theirs: string): string {
  return mine === base ? theirs : mine
}
