/**
 * SIGTERM and SIGINT as a server takes them: the first asks it to stop in order, a later one to stop at once. It never
 * takes longer than supervisors wait before they kill. However it stops, what it acknowledged is safe and it ends as it
 * was told to: what did not go in order is for the log, not for the exit code.
 */
import type { Logger } from 'pino'
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

  /** Waits until everything has stopped, but no longer than until a later signal, or the end of the time. Never rejects. */
  async waitFor(
    stopping: Promise<void>,
    withinMs: number,
    log: Pick<Logger, 'warn' | 'error'>,
  ): Promise<void> {
    const { promise: over, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, withinMs)
    const cutShort = Promise.race([this.#again.promise, over]).then(() => true)
    try {
      if (await Promise.race([stopping.then(() => false), cutShort])) {
        log.warn('stopped before everything under way was done; what was acknowledged is safe')
      }
    } catch (err) {
      log.error({ err }, 'not everything stopped in order; what was acknowledged is safe')
    } finally {
      clearTimeout(timer)
    }
  }
}
