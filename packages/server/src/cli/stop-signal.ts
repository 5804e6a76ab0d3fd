/**
 * SIGTERM and SIGINT as a server takes them: the first asks it to stop in order, a later one to stop at once. It never
 * takes longer than supervisors wait before they kill.
 */
import type { Io } from './cli-command.ts'

/** Connections that are cut off after some seconds, commands that wait for a lock, and little more. */
export const stopLimitMs = 12_000

/** npm passes a Ctrl-C on that the terminal sent already: two signals at once are one. */
const samePressMs = 1_000

export class StopSignal {
  /** Resolves at the first signal. */
  readonly asked: Promise<void>
  readonly #again = Promise.withResolvers<void>()

  constructor(io: Pick<Io, 'onStop'>) {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.asked = promise
    let firstAt: number | undefined
    io.onStop(() => {
      firstAt ??= performance.now()
      if (performance.now() - firstAt > samePressMs) this.#again.resolve()
      resolve()
    })
  }

  /** Resolves with false at a later signal, or when the time is over. */
  async cutShort(afterMs: number): Promise<false> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, afterMs)
    await Promise.race([this.#again.promise, promise])
    clearTimeout(timer)
    return false
  }
}
