/**
 * Whether what is followed is called current, behind or not there yet. A channel that is joined while everything stands
 * has a moment before that is told; a connection that has just opened is not called live before its channels stand.
 */
import type { Cancel, Clock } from './clock.ts'
import type { Presentness } from './connection-status.ts'

/** A channel that stands sooner says nothing. */
const momentMs = 1_000
/** A beginning that takes longer is not one any more. */
const beginningMs = 5_000

export class Lag {
  readonly #clock: Clock
  readonly #changed: () => void
  #presentness: Presentness = 'current'
  #hasBegun = false
  #cancel: Cancel | null = null

  /** `changed` is called when `presentness` changed while the connection stands. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock
    this.#changed = changed
  }

  get presentness(): Presentness {
    return this.#presentness
  }

  /** Says how it is now: whether channels are awaited, and whether the connection stands. */
  note(isBehind: boolean, isUp: boolean): void {
    if (!isBehind) {
      this.#hasBegun ||= isUp
      this.#set('current', isUp)
    } else if (!isUp) this.#set(this.#hasBegun ? 'behind' : 'not_yet', false)
    else if (this.#presentness === 'current') this.#later(momentMs)
    else if (this.#presentness === 'not_yet') this.#later(beginningMs)
  }

  #later(delayMs: number): void {
    this.#cancel ??= this.#clock.after(delayMs, () => {
      this.#hasBegun = true
      this.#set('behind', true)
    })
  }

  #set(presentness: Presentness, isTold: boolean): void {
    this.#cancel?.()
    this.#cancel = null
    if (this.#presentness === presentness) return
    this.#presentness = presentness
    if (isTold) this.#changed()
  }
}
