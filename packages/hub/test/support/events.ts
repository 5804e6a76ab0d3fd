/** Waits for events of the SDK, so that tests need no clock. */

/** A client or a subscription of the SDK; their typed events have nothing else in common. */
interface Source {
  on(event: never, listener: never): unknown
  once(event: never, listener: never): unknown
}

/** Resolves with the next event of that name. */
export function next<T>(source: Source, event: string): Promise<T> {
  return new Promise((resolve) => {
    source.once(event as never, ((context: T) => resolve(context)) as never)
  })
}

/** Collects events and lets the test wait until there are enough. */
export class Collected<T> {
  readonly all: T[] = []
  #waiting: { count: number; resolve: () => void }[] = []

  constructor(source: Source, event: string) {
    source.on(event as never, ((context: T) => this.#add(context)) as never)
  }

  async atLeast(count: number): Promise<T[]> {
    if (this.all.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push({ count, resolve }))
    }
    return this.all
  }

  #add(context: T): void {
    this.all.push(context)
    for (const { count, resolve } of this.#waiting) if (this.all.length >= count) resolve()
    this.#waiting = this.#waiting.filter(({ count }) => this.all.length < count)
  }
}
