/** Notices that the other side of a port has fallen silent. Counts its own ticks, so that sleep does not count. */
import type { Cancel, Clock } from '../realtime/clock.ts'

/** How often the worker sends a pulse; and the tab looks whether one came. */
export const pulseMs = 10_000
/** Ticks without a message after which the other side counts as gone. */
export const missedLimit = 3

export interface Pulse {
  /** Something came. */
  heard(): void
  stop(): void
}

/** Calls `tick` every pulse, and `silent` when nothing was heard for too many of them, again and again. */
export function watchPulse(clock: Clock, silent: () => void, tick: () => void = () => {}): Pulse {
  let missed = 0
  let cancel: Cancel = () => {}
  const next = () => {
    cancel = clock.after(pulseMs, () => {
      next()
      missed += 1
      if (missed > missedLimit) silent()
      else tick()
    })
  }
  next()
  return {
    heard: () => {
      missed = 0
    },
    stop: () => cancel(),
  }
}
