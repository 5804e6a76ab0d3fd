/** The recent publications of one channel, without gap, so that a snapshot read a moment ago can still join. */
import type { FeedPublication } from './feed-types.ts'

/** Publications kept for snapshots that join later. */
export const ringSize = 300

export class PublicationRing {
  #publications: FeedPublication[] = []

  push(publication: FeedPublication): void {
    this.#publications.push(publication)
    if (this.#publications.length > ringSize) this.#publications.shift()
  }

  clear(): void {
    this.#publications = []
  }

  /** What came after `offset` up to `head`; null when the ring does not hold all of it. */
  between(offset: number, head: number): FeedPublication[] | null {
    const missed = this.#publications.filter((publication) => publication.offset > offset)
    return missed.length === Math.max(0, head - offset) ? missed : null
  }
}
