/**
 * Knows leases whose node is gone, without comparing any two nodes' clocks: a lease that this node has seen for as long
 * as a lease may last, by its own watch, is lost.
 */
export class LeaseWatch {
  readonly #elapsed: () => number
  readonly #seenAt = new Map<string, number>()

  /** `elapsed`: milliseconds that only grow. */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** Those of the leases held now that are lost. One that is held no more is forgotten. */
  lost(held: readonly string[], leaseMs: number): string[] {
    const now = this.#elapsed()
    for (const lease of this.#seenAt.keys()) if (!held.includes(lease)) this.#seenAt.delete(lease)
    return held.filter((lease) => {
      const seenAt = this.#seenAt.get(lease) ?? now
      this.#seenAt.set(lease, seenAt)
      return now - seenAt >= leaseMs
    })
  }
}
