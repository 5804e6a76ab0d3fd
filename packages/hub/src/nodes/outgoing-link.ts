/**
 * The messages of this node to another one, until they are known to have arrived: cut into pieces, counted, sent,
 * and sent again until they are acknowledged. Few are under way at a time; the others wait.
 *
 *     waiting ──window has room──▶ under way ──acknowledged──▶ (gone)
 *                                   │    ▲
 *                                   └────┘ not acknowledged in time
 */
import { cut, type LinkName, type Piece } from './node-frames.ts'

export interface OutgoingEffects {
  /** Milliseconds of a clock that is never set back. */
  monotonic(): number
  /** Sends a piece; `base` is the lowest number that is not acknowledged. */
  send(link: LinkName, base: number, piece: Piece): void
}

/** Pieces under way at a time. */
const windowSize = 64
/** After this time a piece is sent again, then after twice the time, up to the longest one. */
const firstPatienceMs = 200
const longestPatienceMs = 5_000

export class OutgoingLink {
  readonly name: LinkName
  readonly #maxMessageBytes: number
  readonly #effects: OutgoingEffects
  /** Not acknowledged, in order; the first `#underWay` of them were sent. */
  readonly #pieces: Piece[] = []
  #underWay = 0
  #nextSeq = 1
  #length = 0
  #patienceMs = firstPatienceMs
  #sentAt = 0
  /** When something was acknowledged last, or nothing waited. */
  #progressAt: number

  constructor(name: LinkName, maxMessageBytes: number, effects: OutgoingEffects) {
    this.name = name
    this.#maxMessageBytes = maxMessageBytes
    this.#effects = effects
    this.#progressAt = effects.monotonic()
  }

  /** Whether something is not acknowledged. */
  get isWaiting(): boolean {
    return this.#pieces.length > 0
  }

  /** How much is not acknowledged, in characters. */
  get length(): number {
    return this.#length
  }

  /** For how long something has waited without any progress. */
  get stalledMs(): number {
    return this.isWaiting ? this.#effects.monotonic() - this.#progressAt : 0
  }

  send(message: string): void {
    if (!this.isWaiting) this.#progressAt = this.#effects.monotonic()
    const texts = cut(message, this.#maxMessageBytes)
    for (const [index, text] of texts.entries()) {
      this.#pieces.push({ seq: this.#nextSeq, part: [index, texts.length], text })
      this.#nextSeq += 1
      this.#length += text.length
    }
    this.#fill()
  }

  /** Every piece up to this one arrived, and perhaps one beyond, so that those between must be sent again. */
  acknowledged(seq: number, early?: number): void {
    const first = this.#pieces[0]?.seq ?? this.#nextSeq
    const count = Math.min(seq - first + 1, this.#pieces.length)
    if (count > 0) this.#drop(count)
    if (early === undefined) return
    const missing = this.#pieces.slice(0, this.#underWay).filter((piece) => piece.seq < early)
    for (const piece of missing) this.#sendOne(piece)
  }

  #drop(count: number): void {
    for (const { text } of this.#pieces.splice(0, count)) this.#length -= text.length
    this.#underWay = Math.max(0, this.#underWay - count)
    this.#progressAt = this.#effects.monotonic()
    this.#patienceMs = firstPatienceMs
    this.#sentAt = this.#progressAt
    this.#fill()
  }

  /** Sends again what was not acknowledged in time. Call it now and then. */
  remind(): void {
    if (!this.isWaiting || this.#effects.monotonic() - this.#sentAt < this.#patienceMs) return
    this.#patienceMs = Math.min(longestPatienceMs, this.#patienceMs * 2)
    this.#sendAgain()
  }

  /** Sends again at once what is under way: the way is free again. */
  retry(): void {
    this.#patienceMs = firstPatienceMs
    this.#sendAgain()
  }

  #sendAgain(): void {
    const again = this.#pieces.slice(0, this.#underWay)
    this.#sentAt = this.#effects.monotonic()
    for (const piece of again) this.#sendOne(piece)
  }

  #fill(): void {
    while (this.#underWay < windowSize) {
      const piece = this.#pieces[this.#underWay]
      if (piece === undefined) return
      if (this.#underWay === 0) this.#sentAt = this.#effects.monotonic()
      // An acknowledgement may come before `send` returns.
      this.#underWay += 1
      this.#sendOne(piece)
    }
  }

  #sendOne(piece: Piece): void {
    this.#effects.send(this.name, this.#pieces[0]?.seq ?? piece.seq, piece)
  }
}
