/**
 * Which transport worked here a while ago, so that the next page need not find out again. For a while only: the
 * device may have gone elsewhere, and a browser does not tell.
 */
import { type Clock, systemClock } from './clock.ts'
import { type Rung, rungs } from './ladder.ts'

export interface TransportMemory {
  /** What worked lately; null when that is not known, or too long ago. */
  recall(): Rung | null
  /** Null forgets. */
  remember(rung: Rung | null): void
}

/** The part of `localStorage` and `sessionStorage` that is needed. */
export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** How long it is remembered. */
export const rememberedMs = 15 * 60_000

/** Keeps it in a store under a key. Without a store (null), and in one that refuses or is full, nothing is kept. */
export function createTransportMemory(
  store: KeyValueStore | null,
  key = 'copydesk.transport',
  clock: Clock = systemClock,
): TransportMemory {
  return {
    recall() {
      try {
        const [name, at] = (store?.getItem(key) ?? '').split(' ')
        const ageMs = clock.now() - Number(at)
        if (!(ageMs >= 0 && ageMs < rememberedMs)) return null
        return rungs.find((rung) => rung === name) ?? null
      } catch {
        return null
      }
    },
    remember(rung) {
      try {
        if (rung) store?.setItem(key, `${rung} ${clock.now()}`)
        else store?.removeItem(key)
      } catch {
        // Finding out anew is all it costs.
      }
    },
  }
}
