/**
 * Rows that an undo made again what they were at an earlier revision: what was done before that can then be taken back
 * too, although the row has moved on. Kept for as long as the tab lives.
 */
import type { Id } from '@copydesk/contract'

export class Revisions {
  readonly #latest = new Map<string, number>()

  /** The row is at revision `is` what it was at `was`. */
  note(id: Id, was: number, is: number): void {
    this.#latest.set(`${id} ${was}`, is)
  }

  /** The revision at which the row is what it was at this one, if nobody else changed it. */
  follow(id: Id, revision: number): number {
    const next = this.#latest.get(`${id} ${revision}`)
    return next === undefined ? revision : this.follow(id, next)
  }
}

/** Of this tab. */
export const revisions = new Revisions()
