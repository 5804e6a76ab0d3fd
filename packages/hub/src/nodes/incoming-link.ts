/**
 * The messages of another node to this one, put together again: each once, whole and in the order in which they were
 * sent, however their pieces come.
 */
import type { Piece } from './node-frames.ts'

/** Pieces that may come before others that are missing; more than a sender has under way. */
const mostEarly = 256

export class IncomingLink {
  /** The piece that is wanted next. */
  #next: number
  readonly #early = new Map<number, Piece>()
  /** The pieces so far of the message that is coming in. */
  #parts: string[] = []

  /** `base` is the number below which the sender has seen everything acknowledged. */
  constructor(base: number) {
    this.#next = base
  }

  /** Up to which number every piece arrived. */
  get arrived(): number {
    return this.#next - 1
  }

  /** The lowest number of those that arrived beyond; undefined when none did. */
  get early(): number | undefined {
    return this.#early.size === 0 ? undefined : Math.min(...this.#early.keys())
  }

  /** A piece came. Answers the messages that are complete with it, oldest first. */
  take(piece: Piece): string[] {
    if (piece.seq < this.#next || piece.seq >= this.#next + mostEarly) return []
    this.#early.set(piece.seq, piece)
    const complete: string[] = []
    for (;;) {
      const next = this.#early.get(this.#next)
      if (next === undefined) return complete
      this.#early.delete(this.#next)
      this.#next += 1
      const message = this.#append(next)
      if (message !== null) complete.push(message)
    }
  }

  /** Null until the last piece of a message. One whose beginning another run of this node took is left out. */
  #append({ part: [index, count], text }: Piece): string | null {
    if (index === 0) this.#parts = []
    if (index !== this.#parts.length) return null
    this.#parts.push(text)
    if (this.#parts.length < count) return null
    const message = this.#parts.join('')
    this.#parts = []
    return message
  }
}
