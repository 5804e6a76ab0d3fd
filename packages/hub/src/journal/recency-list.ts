/**
 * Entries in the order in which they last changed, oldest first. A linked list, because a Map used for this walks
 * over what was deleted at its front until it grows again.
 */

/** What can be in one list at a time. `older` and `newer` belong to the list; begin with null. */
export interface Listed {
  older: Listed | null
  newer: Listed | null
}

export class RecencyList<Entry extends Listed> {
  #oldest: Entry | null = null
  #newest: Entry | null = null
  #size = 0

  get size(): number {
    return this.#size
  }

  get oldest(): Entry | null {
    return this.#oldest
  }

  /** Makes an entry the newest one. It must be in no list. */
  add(entry: Entry): void {
    entry.older = this.#newest
    entry.newer = null
    if (this.#newest === null) this.#oldest = entry
    else this.#newest.newer = entry
    this.#newest = entry
    this.#size += 1
  }

  /** Takes out an entry that is in this list. */
  delete(entry: Entry): void {
    const { older, newer } = entry
    if (older === null) this.#oldest = newer as Entry | null
    else older.newer = newer
    if (newer === null) this.#newest = older as Entry | null
    else newer.older = older
    entry.older = null
    entry.newer = null
    this.#size -= 1
  }
}
