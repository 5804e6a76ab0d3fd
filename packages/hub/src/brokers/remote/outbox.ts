/**
 * What is on its way to the message server: all of a turn of the loop together, one load after the other. It is bounded,
 * and without a session it holds nothing: a hint that waits is worth less than the journal that everybody asks meanwhile.
 */
import type { Environment } from '../../environment.ts'
import type { Message, Session } from './session.ts'

/** In characters. */
const mostWaiting = 8 * 1024 * 1024
/** What is handed to the server at once. */
const loadSize = 500
const loadLength = 1024 * 1024

export class Outbox {
  readonly #environment: Pick<Environment, 'after' | 'soon'>
  readonly #failed: (session: Session, error: unknown) => void
  #waiting: Message[] = []
  #length = 0
  #session: Session | null = null
  #sending: Promise<void> | null = null
  #sent = 0
  #dropped = 0

  constructor(
    environment: Pick<Environment, 'after' | 'soon'>,
    failed: (session: Session, error: unknown) => void,
  ) {
    this.#environment = environment
    this.#failed = failed
  }

  /** Messages that the server took. */
  get sent(): number {
    return this.#sent
  }

  /** Messages that never left. */
  get dropped(): number {
    return this.#dropped
  }

  add(message: Message): void {
    if (this.#session === null || this.#length + message.text.length > mostWaiting) {
      this.#dropped += 1
      return
    }
    this.#waiting.push(message)
    this.#length += message.text.length
    const session = this.#session
    this.#sending ??= new Promise<void>((resolve) => this.#environment.soon(resolve))
      .then(() => this.#send(session))
      .catch((error: unknown) => this.#failed(session, error))
  }

  /** Resolves when nothing waits any more, or after this time. */
  async emptied(withinMs: number): Promise<void> {
    if (this.#sending === null) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const cancel = this.#environment.after(withinMs, resolve)
    await Promise.race([this.#sending, promise])
    cancel()
  }

  attach(session: Session): void {
    this.#session = session
  }

  detach(): void {
    this.#session = null
    this.#sending = null
    this.#dropped += this.#waiting.length
    this.#waiting = []
    this.#length = 0
  }

  async #send(session: Session): Promise<void> {
    while (this.#session === session && this.#waiting.length > 0) {
      const load = this.#take()
      await session.send(load)
      this.#sent += load.length
    }
    if (this.#session === session) this.#sending = null
  }

  #take(): Message[] {
    let count = 0
    let length = 0
    for (const { text } of this.#waiting) {
      if (count > 0 && (count === loadSize || length + text.length > loadLength)) break
      count += 1
      length += text.length
    }
    this.#length -= length
    return this.#waiting.splice(0, count)
  }
}
