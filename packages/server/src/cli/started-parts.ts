/**
 * What a process has started, as one list that stops in reverse: a part may use those before it until it has stopped
 * itself. Whatever one of them does, the others are stopped too.
 *
 *   start fails ──▶ the caller stops the list; what failed is not in it
 *   stop while a part starts ──▶ that part stops first, or as soon as it stands; no other part starts any more
 *   stop again ──▶ the same stop
 *   a stop throws, or takes too long ──▶ the next part stops; the error comes at the end
 */

/** A part did not start, because the list was told to stop. Not a failure. */
export class StopAsked extends Error {
  override readonly name = 'StopAsked'
}

/** How long a part may take to stop, unless it says otherwise. */
const stopMs = 5_000
/** How long the stop of the others waits for a part that is still starting: enough for what waits for nobody else. */
const startingMs = 1_000

interface StartedPart {
  name: string
  stop: () => void | Promise<void>
  withinMs: number
}

export class StartedParts {
  readonly #started: StartedPart[] = []
  readonly #starting = new Set<Promise<unknown>>()
  readonly #errors: Error[] = []
  #stopping: Promise<void> | null = null
  #isStopped = false

  /** It was told to stop. */
  get isStopping(): boolean {
    return this.#stopping !== null
  }

  /**
   * Starts a part that may use those before it. Resolves with what `begin` gives, which `stop` is given in its turn
   * and may take `withinMs` to end. Rejects as `begin` does, or with `StopAsked`.
   */
  async start<Part>(
    name: string,
    begin: () => Part | Promise<Part>,
    stop: (part: Part) => void | Promise<void>,
    withinMs: number = stopMs,
  ): Promise<Part> {
    if (this.isStopping) throw new StopAsked(`${name} was not started`)
    const standing = this.#begin(begin, (part) => ({ name, stop: () => stop(part), withinMs }))
    this.#starting.add(standing)
    const part = await standing.finally(() => this.#starting.delete(standing))
    if (this.isStopping) throw new StopAsked(`${name} was started too late`)
    return part
  }

  /** Stops all parts. Rejects with an `AggregateError` of what did not stop in order, once everything had its turn. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async #begin<Part>(begin: () => Part | Promise<Part>, entryOf: (part: Part) => StartedPart): Promise<Part> {
    const part = await begin()
    const entry = entryOf(part)
    if (this.#isStopped) await end(entry)
    else this.#started.push(entry)
    return part
  }

  async #stop(): Promise<void> {
    // Whether they fail is told to who started them.
    const settled = Promise.allSettled(this.#starting)
    await within(startingMs, settled).catch(() => undefined)
    for (let part = this.#started.pop(); part; part = this.#started.pop()) {
      const { name } = part
      await end(part).catch((cause: unknown) => {
        this.#errors.push(new Error(`${name} did not stop in order`, { cause }))
      })
    }
    this.#isStopped = true
    if (this.#errors.length > 0) throw new AggregateError(this.#errors, wordsOf(this.#errors))
  }
}

function end({ stop, withinMs }: StartedPart): Promise<void> {
  const stopped = async () => stop()
  return within(withinMs, stopped())
}

/** Settles as `promise` does, or rejects when the time is over. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: over, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`it took longer than ${ms} ms`)), ms)
  try {
    await Promise.race([promise, over])
  } finally {
    clearTimeout(timer)
  }
}

function wordsOf(errors: readonly Error[]): string {
  return errors
    .map(({ message, cause }) => `${message}: ${cause instanceof Error ? cause.message : cause}`)
    .join('. ')
}
