/** A clock that several processes share and that runs so fast that minutes of waiting pass within moments. */

/** `aheadMs`: for how long nobody started the server again, on top. */
export interface QuickClock {
  startedAt: number
  aheadMs: number
}

/** Ten minutes a second. */
const rate = 600

export function quickClock({ startedAt, aheadMs }: QuickClock): () => number {
  return () => Math.floor(startedAt + aheadMs + (Date.now() - startedAt) * rate)
}

/** The longest lease, of mail, is over after so long. */
export const leaseOverMs = 2000

/** By what leases are measured. Slower than the clock: a delivery on a busy machine has to end within its lease. */
export function quickElapsed(): number {
  return performance.now() * (120_000 / leaseOverMs)
}
