/**
 * What a text on the screen and the threads beside it tell each other of passages: which there are, which of them this
 * text has lost, the words that somebody is about to comment on, and which one to go to. Holds no text and finds nothing.
 */
import type { Id, QuotedPassage, TextQuote } from '@copydesk/contract'

export interface ThreadPassage {
  threadId: Id
  passage: TextQuote
}

/** Stands for a thread that is yet to be: of the words that one is about to comment on. */
export const chosenPassage: Id = ''

export interface Passages {
  /** Of the threads that are loaded. */
  ofThreads: readonly ThreadPassage[]
  /** The threads whose passage is not in the text on the screen. */
  lost: ReadonlySet<Id>
  /** What one is about to comment on. */
  chosen: QuotedPassage | null
  /** The thread to be shown, and the thread whose passage is to be shown. */
  soughtThread: Id | null
  soughtPassage: Id | null
}

export class PassageBoard {
  #now: Passages = { ofThreads: [], lost: new Set(), chosen: null, soughtThread: null, soughtPassage: null }
  readonly #ofHomes = new Map<string, readonly ThreadPassage[]>()
  readonly #listeners = new Set<() => void>()
  readonly #openThreads: () => void

  /** `openThreads` brings the threads onto the screen. */
  constructor(openThreads: () => void) {
    this.#openThreads = openThreads
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly now = (): Passages => this.#now

  /** The passages of the threads in one home; null: they are gone from beside the text. */
  setOfHome(home: string, passages: readonly ThreadPassage[] | null): void {
    if (passages === null) this.#ofHomes.delete(home)
    else this.#ofHomes.set(home, passages)
    this.#change({ ofThreads: [...this.#ofHomes.values()].flat() })
  }

  setLost(lost: ReadonlySet<Id>): void {
    const { lost: before } = this.#now
    const isSame = lost.size === before.size && [...lost].every((id) => before.has(id))
    if (!isSame) this.#change({ lost })
  }

  /** Opens the threads with a place to write about these words; null: about the text as a whole. */
  choose(chosen: QuotedPassage | null): void {
    this.#openThreads()
    this.#change({ chosen })
  }

  /** They are commented on, or are not to be. */
  dropChosen(): void {
    this.#change({ chosen: null })
  }

  goToThread(soughtThread: Id): void {
    this.#openThreads()
    this.#change({ soughtThread })
  }

  goToPassage(soughtPassage: Id): void {
    this.#change({ soughtPassage })
  }

  /** What was sought is shown. */
  reached(): void {
    this.#change({ soughtThread: null, soughtPassage: null })
  }

  #change(change: Partial<Passages>): void {
    this.#now = { ...this.#now, ...change }
    for (const listener of this.#listeners) listener()
  }
}
