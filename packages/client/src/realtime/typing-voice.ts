/**
 * Tells those in a presence channel where one writes: at the first key, every few seconds while keys come, and when it
 * ends. Never more than twice in `sayEveryMs`.
 */
import type { Cancel, Clock } from './clock.ts'
import type { Present } from './here.ts'

const sayEveryMs = 2_500
/** Without a key for so long, one does not write any more. */
const pauseMs = 5_000
/** Screens say "several people" from three others on, so nobody counts more. */
const enough = 4

export interface TypingVoiceOptions {
  personId: string
  /** Who is there, in the order of their ids. */
  getPeople: () => readonly Present[]
  say: (place: string | null) => void
  clock: Clock
}

export class TypingVoice {
  readonly #options: TypingVoiceOptions
  #saidAt = Number.NEGATIVE_INFINITY
  /** What the others were told last. */
  #told: string | null = null
  #cancelPause: Cancel = () => {}
  #cancelDue: Cancel = () => {}

  constructor(options: TypingVoiceOptions) {
    this.#options = options
  }

  /** A key was pressed there. */
  typed(place: string): void {
    const { clock } = this.#options
    this.#cancelPause()
    this.#cancelPause = clock.after(pauseMs, () => this.stopped())
    this.#cancelDue()
    const waitMs = this.#saidAt + sayEveryMs - clock.now()
    if (waitMs <= 0) this.#say(place)
    // What goes on where they know it already needs no word before the next key.
    else if (this.#told !== place) this.#cancelDue = clock.after(waitMs, () => this.#say(place))
  }

  /** It was sent, given up or left. */
  stopped(): void {
    this.#cancelPause()
    this.#cancelDue()
    if (this.#told === null) return
    this.#told = null
    this.#options.say(null)
  }

  #say(place: string): void {
    if (this.#isOneTooMany(place)) return
    this.#saidAt = this.#options.clock.now()
    this.#told = place
    this.#options.say(place)
  }

  /** The same four speak for a crowd, so that it costs no more than they do. */
  #isOneTooMany(place: string): boolean {
    const { personId: own, getPeople } = this.#options
    const before = getPeople().filter(({ personId, typing }) => personId < own && typing?.includes(place))
    return before.length >= enough
  }
}
