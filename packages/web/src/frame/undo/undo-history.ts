/**
 * What a person did in this tab and can take back: the last ten minutes, newest first. Acts are taken back one after
 * the other, so that the second of two begins where the first left things. An act that was refused is over; one that
 * failed for a reason that passes can be tried again.
 *
 *   remembered → being taken back → gone (done, or refused)
 *        ↑______________|  (the server could not be reached)
 */
import type { CommandOutcome } from '@copydesk/client'
import { isPassing } from '../../unsaved/text-session.ts'

/** How a way back ended; `why`: who and what was in its way, where that is known. */
export type WayBackOutcome = CommandOutcome<unknown> & { why?: string }

/** Something done that has a way back. */
export interface Undoable {
  /** What was done, in the past tense: "Archived “Spring fair”". */
  title: string
  /** More about it, where it is told. */
  text?: string
  /** The way back. Nothing where it cannot fail. Never throws. */
  takeBack: () => Promise<WayBackOutcome> | undefined
  /** The way back says itself that it was gone. */
  saysSo?: boolean
}

/** How taking back ended; `gone`: it was taken back before, or its time is over. */
export type TakenBack = { kind: 'done' | 'gone' } | { kind: 'failed'; outcome: Failed }
type Failed = Extract<WayBackOutcome, { ok: false }>

interface Remembered {
  act: Undoable
  at: number
  isBeingTaken: boolean
}

/** How long an act can be taken back. */
export const undoForMs = 10 * 60_000

export class UndoHistory {
  readonly #now: () => number
  #remembered: readonly Remembered[] = []
  #last: Promise<unknown> = Promise.resolve()
  readonly #underWay = new Set<Promise<unknown>>()
  readonly #listeners = new Set<() => void>()

  /** `now`: milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** The newest act that nobody is taking back yet. */
  readonly latest = (): Undoable | null =>
    this.#remembered.find((one) => !one.isBeingTaken && this.#isInTime(one))?.act ?? null

  /** Runs an act up to where it is remembered: until then the one before it is not the latest. */
  async during<T>(act: () => Promise<T>): Promise<T> {
    const running = act()
    this.#underWay.add(running)
    try {
      return await running
    } finally {
      this.#underWay.delete(running)
    }
  }

  /** Resolves when those that are under way now are remembered, or failed. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay)
  }

  add(act: Undoable): void {
    const known = this.#remembered.filter((one) => this.#isInTime(one))
    this.#set([{ act, at: this.#now(), isBeingTaken: false }, ...known])
  }

  async takeBack(act: Undoable): Promise<TakenBack> {
    const found = this.#remembered.find((one) => one.act === act)
    if (found === undefined || found.isBeingTaken || !this.#isInTime(found)) return { kind: 'gone' }
    this.#mark(found, true)
    const taken = this.#last.then(() => act.takeBack())
    this.#last = taken
    const outcome = await taken
    if (outcome?.ok !== false) {
      this.#forget(found)
      return { kind: 'done' }
    }
    if (isPassing(outcome.error)) this.#mark(found, false)
    else this.#forget(found)
    return { kind: 'failed', outcome }
  }

  /** Somebody else may be here next. */
  clear(): void {
    this.#set([])
  }

  #isInTime({ at }: Remembered): boolean {
    return this.#now() - at < undoForMs
  }

  #mark(remembered: Remembered, isBeingTaken: boolean): void {
    remembered.isBeingTaken = isBeingTaken
    this.#set(this.#remembered)
  }

  #forget(remembered: Remembered): void {
    this.#set(this.#remembered.filter((one) => one !== remembered))
  }

  #set(remembered: readonly Remembered[]): void {
    this.#remembered = remembered
    for (const listener of this.#listeners) listener()
  }
}
