/**
 * The topics that this node wants, and their subscriptions at the message server: those that are new together, one
 * change at a time, so that what was asked for last is what counts. Without a session it only remembers.
 */
import type { Environment } from '../../environment.ts'
import type { Session } from './session.ts'

/** What is asked of a server at once. */
const batchSize = 500
/** Nobody waits longer for a server that may have stopped; what is lost by that, the journal gives. */
const longestWaitMs = 1_000

interface Waiter {
  ready: Promise<void>
  resolve: () => void
}

export class Topics {
  readonly #environment: Pick<Environment, 'after' | 'soon'>
  readonly #failed: (session: Session, error: unknown) => void
  /** How often each is wanted. */
  readonly #wanted = new Map<string, number>()
  readonly #subscribed = new Set<string>()
  /** Topics that may be wanted and not subscribed, or the other way round. */
  readonly #changed = new Set<string>()
  readonly #waiters = new Map<string, Waiter>()
  #session: Session | null = null
  #isSettling = false
  #isDue = false

  constructor(
    environment: Pick<Environment, 'after' | 'soon'>,
    failed: (session: Session, error: unknown) => void,
  ) {
    this.#environment = environment
    this.#failed = failed
  }

  /** Resolves once the topic is subscribed to, or when a server that does so cannot be waited for. */
  want(topic: string): Promise<void> {
    this.#wanted.set(topic, (this.#wanted.get(topic) ?? 0) + 1)
    return this.#session === null || this.#subscribed.has(topic) ? Promise.resolve() : this.#await(topic)
  }

  unwant(topic: string): void {
    const times = (this.#wanted.get(topic) ?? 0) - 1
    if (times > 0) {
      this.#wanted.set(topic, times)
      return
    }
    this.#wanted.delete(topic)
    this.#changeSoon(topic)
  }

  /** Resolves when everything that is wanted is subscribed to. Rejects when the server refuses. */
  attach(session: Session): Promise<void> {
    this.#session = session
    for (const topic of this.#wanted.keys()) this.#changed.add(topic)
    return this.#settle(session)
  }

  detach(): void {
    this.#session = null
    this.#isSettling = false
    this.#subscribed.clear()
    this.#changed.clear()
    for (const { resolve } of this.#waiters.values()) resolve()
    this.#waiters.clear()
  }

  #await(topic: string): Promise<void> {
    const known = this.#waiters.get(topic)
    if (known !== undefined) return known.ready
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.#environment.after(longestWaitMs, resolve)
    const ready = promise.finally(cancel)
    this.#waiters.set(topic, { ready, resolve })
    this.#changeSoon(topic)
    return ready
  }

  /** Together with what else is asked for meanwhile. */
  #changeSoon(topic: string): void {
    if (this.#session === null) return
    this.#changed.add(topic)
    if (this.#isSettling || this.#isDue) return
    this.#isDue = true
    this.#environment.soon(() => {
      this.#isDue = false
      const session = this.#session
      if (session === null || this.#isSettling) return
      this.#settle(session).catch((error: unknown) => this.#failed(session, error))
    })
  }

  async #settle(session: Session): Promise<void> {
    this.#isSettling = true
    while (this.#changed.size > 0) {
      const batch = [...this.#changed].slice(0, batchSize)
      for (const topic of batch) this.#changed.delete(topic)
      const isSubscribed = (topic: string) => this.#subscribed.has(topic)
      const added = batch.filter((topic) => this.#wanted.has(topic) && !isSubscribed(topic))
      const removed = batch.filter((topic) => !this.#wanted.has(topic) && isSubscribed(topic))
      for (const topic of removed) this.#subscribed.delete(topic)
      if (removed.length > 0) await session.unsubscribe(removed)
      if (added.length > 0) await session.subscribe(added)
      if (this.#session !== session) return
      for (const topic of added) this.#subscribed.add(topic)
      for (const topic of batch) this.#tell(topic)
    }
    this.#isSettling = false
  }

  /** Those who wait for a topic that is wanted no more wait for nothing. */
  #tell(topic: string): void {
    if (this.#wanted.has(topic) && !this.#subscribed.has(topic)) return
    this.#waiters.get(topic)?.resolve()
    this.#waiters.delete(topic)
  }
}
