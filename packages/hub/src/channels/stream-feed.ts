/**
 * One journaled channel on this node. It turns hints that may be lost, doubled or late into a stream without gap
 * or double, and lets subscribers in at a position they name.
 *
 *     opening ──position read──▶ live ──epoch changed, or a gap that the journal cannot fill──▶ closed
 *
 * Invariant: while live, every member of the audience stands exactly at `position`. A hint moves it only by the
 * next offset; anything else makes the feed read the journal from where it stands. When it closes, its members
 * are told to subscribe again: they keep their own position and learn there whether they recovered.
 */
import type { Announcement } from '../brokers/broker.ts'
import type { JournalReader, Publication, StreamPosition } from '../journal/journal.ts'
import {
  type MissedPublications,
  nothingMissed,
  RecentPublications,
  type RecoveryLimits,
} from './recent-publications.ts'

/** What the feed does outside itself. */
export interface FeedEffects {
  /** The next publication of the stream: deliver it to the audience. */
  deliver(publication: Publication): void
  /** The stream cannot be continued: end every subscription, so that clients recover or reload. */
  closed(): void
  /** A read failed: call `refresh` again later. */
  failed(error: unknown): void
  /** The journal had to be asked for publications that were not announced in order. */
  gapFilled(foundBy: 'announcement' | 'poll'): void
  /** The journal gave this many publications that were not announced in time. */
  caughtUp(publications: number): void
  /** A publication was announced that had come before. */
  announcedLate(): void
}

/** How a subscriber comes in. */
export interface Admission {
  position: StreamPosition
  recovered: boolean
  missed: MissedPublications
}

/** What is read of the journal at a time while it is ahead. */
const readBatch = 300
const readBatchBytes = 1024 * 1024

export class StreamFeed {
  readonly #channel: string
  readonly #journal: JournalReader
  readonly #limits: RecoveryLimits
  readonly #effects: FeedEffects
  readonly #catchingUp = new Set<Publication[]>()
  #position: StreamPosition | null = null
  /** What subscribers recover from; only kept while some do. */
  #recent: RecentPublications | null = null
  /** The read for recoveries that is under way, and after which offset. */
  #recalling: { after: number; done: Promise<boolean> } | null = null
  #opening: Promise<StreamPosition> | null = null
  #refreshing: Promise<void> | null = null
  #again = false
  #closed = false

  constructor(channel: string, journal: JournalReader, limits: RecoveryLimits, effects: FeedEffects) {
    this.#channel = channel
    this.#journal = journal
    this.#limits = limits
    this.#effects = effects
  }

  get closed(): boolean {
    return this.#closed
  }

  /** A hint from the broker. */
  announce({ epoch, publications, upTo = 0 }: Announcement): void {
    if (this.#closed) return
    if (this.#position === null || epoch !== this.#position.epoch) {
      this.#askJournal('announcement')
      return
    }
    for (const publication of publications) {
      if (publication.offset <= this.#position.offset) this.#effects.announcedLate()
      else if (!this.#take(publication)) {
        this.#askJournal('announcement')
        return
      }
    }
    if (upTo > this.#position.offset) this.#askJournal('announcement')
  }

  /** The journal says that the channel stands there; null: that it holds nothing of it. */
  stands(position: StreamPosition | null): void {
    const known = this.#position
    if (position === null ? (known?.offset ?? 0) === 0 : known !== null && contains(known, position)) return
    this.#askJournal('poll')
  }

  /** Reads the journal from here to its head. A failure goes to `effects.failed`. */
  refresh(): void {
    this.#refresh().catch(() => undefined)
  }

  /**
   * Lets a subscriber in: at the head when `since` is null, else with what it missed. `admit` is called once, and
   * whoever it adds to the audience then stands exactly where the admission says. Answers false when the feed
   * closed meanwhile; then `admit` was not called and a new feed must be asked.
   */
  async join(since: StreamPosition | null, admit: (admission: Admission) => void): Promise<boolean> {
    let position = this.#position ?? (await this.#open())
    if (this.#closed) return false
    if (since === null) {
      admit({ position: this.#position ?? position, recovered: false, missed: nothingMissed })
      return true
    }
    if (!contains(position, since)) {
      // Perhaps the subscriber knows more than this node was told.
      await this.#refresh()
      if (this.#closed) return false
    }
    position = this.#position ?? position
    let missed = contains(position, since) ? this.#missedSince(since.offset) : null
    while (missed === undefined) {
      const isRead = await this.#recall(since.offset)
      if (this.#closed) return false
      missed = isRead ? this.#missedSince(since.offset) : null
    }
    admit({
      position: this.#position ?? position,
      recovered: missed !== null,
      missed: missed ?? nothingMissed,
    })
    return true
  }

  /** Forgets what it kept for recoveries, so that it is neither old nor in the way. Called at intervals. */
  forgetRecent(): void {
    this.#recent = null
  }

  /** Ends the feed without a word to anyone, because nobody listens any more. */
  dispose(): void {
    this.#closed = true
  }

  #open(): Promise<StreamPosition> {
    if (this.#position !== null) return Promise.resolve(this.#position)
    this.#opening ??= this.#journal.position(this.#channel).then(
      (position) => {
        this.#position = position
        if (this.#again) this.refresh()
        return position
      },
      (error: unknown) => {
        this.#opening = null
        throw error
      },
    )
    return this.#opening
  }

  /** What came after `offset` up to here; undefined when the journal must be read, null when it is too much. */
  #missedSince(offset: number): MissedPublications | null | undefined {
    const missed = (this.#position?.offset ?? 0) - offset
    if (missed === 0) return nothingMissed
    if (missed > this.#limits.maxRecoveredPublications) return null
    return this.#recent?.since(offset)
  }

  /** Makes what came after `offset` known, with one read for all who ask meanwhile. False when it is not all there. */
  #recall(offset: number): Promise<boolean> {
    if (this.#recalling !== null && this.#recalling.after <= offset) return this.#recalling.done
    const done = this.#readSince(offset).finally(() => {
      if (this.#recalling?.done === done) this.#recalling = null
    })
    this.#recalling = { after: offset, done }
    return done
  }

  async #readSince(offset: number): Promise<boolean> {
    // The journal's part, then what is delivered while it is read.
    const live: Publication[] = []
    this.#catchingUp.add(live)
    try {
      const missed = (this.#position?.offset ?? 0) - offset
      const history = await this.#journal.read(this.#channel, offset, missed, this.#limits.maxRecoveredBytes)
      if (history === null || history.position.epoch !== this.#position?.epoch) {
        // Either it is not kept any more, or the stream broke; then the feed closes here.
        await this.#refresh()
        return false
      }
      const all = [...history.publications, ...live]
      const isGapless = all.every((publication, index) => publication.offset === offset + 1 + index)
      if (!isGapless || all.length < this.#position.offset - offset) return false
      if (this.#recent === null || offset < this.#recent.after) {
        this.#recent = new RecentPublications(offset, all, this.#limits)
      }
      return true
    } finally {
      this.#catchingUp.delete(live)
    }
  }

  /** False when publications before this one are missing. */
  #take(publication: Publication): boolean {
    const position = this.#position
    if (position === null || publication.offset > position.offset + 1) return false
    if (publication.offset <= position.offset) return true
    this.#position = { epoch: position.epoch, offset: publication.offset }
    for (const live of this.#catchingUp) live.push(publication)
    this.#recent?.add(publication)
    this.#effects.deliver(publication)
    return true
  }

  #askJournal(foundBy: 'announcement' | 'poll'): void {
    if (this.#closed) return
    if (this.#position === null) {
      this.#again = true
      return
    }
    this.#effects.gapFilled(foundBy)
    this.refresh()
  }

  #refresh(): Promise<void> {
    if (this.#refreshing !== null) {
      // The read under way may have begun before what the caller knows of was committed.
      this.#again = true
      return this.#refreshing
    }
    this.#refreshing = this.#readToHead()
      .catch((error: unknown) => {
        this.#effects.failed(error)
        throw error
      })
      .finally(() => {
        this.#refreshing = null
      })
    return this.#refreshing
  }

  async #readToHead(): Promise<void> {
    let more = true
    while (more && !this.#closed) {
      const position = await this.#open()
      this.#again = false
      const history = await this.#journal.read(this.#channel, position.offset, readBatch, readBatchBytes)
      if (this.#closed) return
      if (history === null || history.position.epoch !== this.#position?.epoch) return this.#close()
      const before = this.#position.offset
      if (!history.publications.every((publication) => this.#take(publication))) return this.#close()
      this.#effects.caughtUp(this.#position.offset - before)
      const isBehind = this.#position.offset < history.position.offset
      more = this.#again || (isBehind && history.publications.length > 0)
    }
  }

  #close(): void {
    this.#closed = true
    this.#effects.closed()
  }
}

/** Whether `since` lies within a stream that stands at `position`. An empty epoch stands for any. */
function contains(position: StreamPosition, since: StreamPosition): boolean {
  return (since.epoch === '' || since.epoch === position.epoch) && since.offset <= position.offset
}
