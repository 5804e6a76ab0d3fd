/**
 * Finds the worker that tabs of one name share. One that does not answer (it hangs, or its script will not run) is
 * left behind: all tabs then come to the same next name, and after some of those do without a worker.
 */
import type { Port } from './messages.ts'

/** The part of a `SharedWorker` that is used. */
export interface WorkerLike {
  readonly port: Port
  onerror: ((event: never) => unknown) | null
}

/** Workers that may fail to answer before a tab does without. */
const maxUnanswered = 2

export class WorkerDoor {
  readonly #name: string
  readonly #openWorker: ((name: string) => WorkerLike) | undefined
  #unanswered = 0

  constructor(name: string, openWorker: ((name: string) => WorkerLike) | undefined) {
    this.#name = name
    this.#openWorker = openWorker
  }

  /** A port to the worker; null where none is to be had. `failed`: its script did not load. */
  open(failed: () => void): Port | null {
    if (!this.#openWorker || this.#unanswered >= maxUnanswered) return null
    try {
      const worker = this.#openWorker(
        this.#unanswered === 0 ? this.#name : `${this.#name}~${this.#unanswered}`,
      )
      worker.onerror = failed
      return worker.port
    } catch {
      this.giveUp()
      return null
    }
  }

  /** The worker that was opened last never answered. */
  noAnswer(): void {
    this.#unanswered += 1
  }

  /** Another try would fare no better. */
  giveUp(): void {
    this.#unanswered = maxUnanswered
  }
}
