/**
 * The newest publications of a channel, as a read of the journal gave them and as they were delivered since. Clients
 * that were cut off together missed the same: they share one read, and the bytes of their replies are made once.
 * It holds no more than one recovery may, and knows nothing of the journal; who keeps it decides for how long.
 */
import { encodePublications, encodeSubscribeReply, type SubscribeResult } from '@copydesk/protocol'
import { FramedText } from '../connections/transport.ts'
import type { Publication } from '../journal/journal.ts'

/** How much one recovery may hold. */
export interface RecoveryLimits {
  maxRecoveredPublications: number
  /** Of the payloads of one recovery together, as UTF-8. */
  maxRecoveredBytes: number
}

/** What a subscriber missed, oldest first. */
export class MissedPublications {
  readonly publications: readonly Publication[]
  #encoded: { text: string; bytes: number } | null = null
  /** The last reply, and what it is without the publications. */
  #reply: { head: string; framed: FramedText } | null = null

  constructor(publications: readonly Publication[]) {
    this.publications = publications
  }

  /** How much they are in a reply, as UTF-8. */
  get bytes(): number {
    return this.#encode().bytes
  }

  /** The reply to a subscribe command that carries them; the same object for clients that get the same reply. */
  reply(id: number, result: Omit<SubscribeResult, 'publications'>): FramedText {
    const head = encodeSubscribeReply(id, result, '')
    if (this.#reply?.head !== head) {
      const text = encodeSubscribeReply(id, result, this.#encode().text)
      this.#reply = { head, framed: new FramedText(text) }
    }
    return this.#reply.framed
  }

  #encode(): { text: string; bytes: number } {
    if (this.#encoded === null) {
      const text = encodePublications(this.publications)
      this.#encoded = { text, bytes: Buffer.byteLength(text) }
    }
    return this.#encoded
  }
}

export const nothingMissed = new MissedPublications([])

export class RecentPublications {
  readonly #publications: Publication[]
  readonly #limits: RecoveryLimits
  /** Offset right before the oldest one. */
  #after: number
  #bytes: number
  /** Older ones were dropped because of the limits. */
  #isTrimmed = false
  /** The last answer, as long as it holds. */
  #answer: { after: number; missed: MissedPublications } | null = null

  /** `publications` follow `after` without a gap and belong to this object from now on. */
  constructor(after: number, publications: Publication[], limits: RecoveryLimits) {
    this.#after = after
    this.#publications = publications
    this.#limits = limits
    this.#bytes = publications.reduce((bytes, { data }) => bytes + Buffer.byteLength(data), 0)
    this.#trim()
  }

  /** The offset after which it knows everything. */
  get after(): number {
    return this.#after
  }

  /** The next one was published. */
  add(publication: Publication): void {
    this.#publications.push(publication)
    this.#bytes += Buffer.byteLength(publication.data)
    this.#answer = null
    this.#trim()
  }

  /** What came after an offset; undefined when only the journal knows, null when it is more than a recovery may hold. */
  since(after: number): MissedPublications | null | undefined {
    if (after < this.#after) return this.#isTrimmed ? null : undefined
    if (this.#answer?.after !== after) {
      this.#answer = { after, missed: new MissedPublications(this.#publications.slice(after - this.#after)) }
    }
    return this.#answer.missed
  }

  #trim(): void {
    const { maxRecoveredPublications, maxRecoveredBytes } = this.#limits
    while (this.#publications.length > maxRecoveredPublications || this.#bytes > maxRecoveredBytes) {
      this.#bytes -= Buffer.byteLength(this.#publications.shift()?.data ?? '')
      this.#after += 1
      this.#isTrimmed = true
    }
  }
}
