/**
 * Shares one transaction out among pieces of work that are done person by person: a bounded number of people, however many
 * they concern. What concerns few comes first and whole, so that it waits for no crowd; of the rest as many as there is
 * room for, in the order of their ids. Pure.
 */
import type { Id } from '@copydesk/contract'

/** Those whose turn it is with one piece. */
export interface Share {
  personIds: readonly Id[]
  /** The last of them, after whom it goes on; undefined: nobody's turn. */
  after: Id | undefined
  /** Nobody is left. */
  isWhole: boolean
}

/** `concerned`: by piece, whom it concerns by id; `most`: so many people, counted once for each piece. */
export function shareOut<Piece>(
  concerned: ReadonlyMap<Piece, readonly Id[]>,
  most: number,
): Map<Piece, Share> {
  const shares = new Map<Piece, Share>()
  let room = most
  for (const [piece, ids] of [...concerned].sort(([, a], [, b]) => a.length - b.length)) {
    const personIds = ids.slice(0, room)
    shares.set(piece, { personIds, after: personIds.at(-1), isWhole: personIds.length === ids.length })
    room -= personIds.length
  }
  return shares
}
