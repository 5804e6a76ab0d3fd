/** What the server is known to hold: the last snapshot with the events after it. Knows no writes of one's own. */
import type { Actor, Position } from '@copydesk/contract'
import type { LiveOptions } from './live-types.ts'
import type { Loaded } from './snapshot-loader.ts'

export class ConfirmedState<State extends object, Event> {
  readonly #reduce: LiveOptions<State, Event>['reduce']
  #state: State | undefined
  #position: Position | null = null
  #isGone = false
  #goneBy: Actor | null = null

  constructor(reduce: LiveOptions<State, Event>['reduce']) {
    this.#reduce = reduce
  }

  get state(): State | undefined {
    return this.#state
  }

  /** Where the state stands. */
  get position(): Position | null {
    return this.#position
  }

  /** What it describes is there no more; the last state stays. */
  get isGone(): boolean {
    return this.#isGone
  }

  /** Who made it go; null when it was gone already as it was loaded. */
  get goneBy(): Actor | null {
    return this.#goneBy
  }

  load({ state, position }: Loaded<State>): void {
    this.#state = state
    this.#position = position
    this.#isGone = false
    this.#goneBy = null
  }

  /** Advances by one event. Throws what the reducer throws, and then stands where it stood. */
  apply(event: Event, offset: number, actor: Actor | null): void {
    if (this.#state && !this.#isGone) {
      const next = this.#reduce(this.#state, event)
      if (next === null) {
        this.#isGone = true
        this.#goneBy = actor
      } else this.#state = next
    }
    if (this.#position) this.#position = { ...this.#position, offset }
  }

  /** The same state with another page. */
  extend(state: State): void {
    this.#state = state
  }

  /** A load found nothing there. */
  noteGone(): void {
    this.#isGone = true
  }

  /** It may not be shown any more. */
  forget(): void {
    this.#state = undefined
  }
}
