/**
 * One channel as its consumers read it: publications in offset order, without gap or double, each consumer
 * from the position of its own snapshot. The SDK passes doubles and gaps on; here they are noticed.
 * A small ring of recent publications lets a later snapshot join. Whatever cannot be proven complete is
 * answered with "reload", never with silence. Knows no SDK and no state of the application.
 */
import { FeedMember, type FeedSurroundings } from './feed-member.ts'
import type {
  FeedConsumer,
  FeedMembership,
  FeedPublication,
  ReloadReason,
  StreamPosition,
  SubscribedReport,
  SubscriptionPort,
} from './feed-types.ts'
import { PublicationRing } from './publication-ring.ts'

export type * from './feed-types.ts'

/** The beginning of a channel in whatever epoch, and where one that keeps no history stands. */
const nowhere: StreamPosition = { epoch: '', offset: 0 }

export class ChannelFeed {
  readonly #port: SubscriptionPort
  readonly #surroundings: FeedSurroundings
  readonly #members = new Set<FeedMember>()
  /** Where the feed stands; null while there is no subscription. */
  #head: StreamPosition | null = null
  readonly #ring = new PublicationRing()
  /** Subscribed from now on: the head is where the connection will say. */
  #isUnplaced = false
  /** The channel keeps no history: its publications have no offset, and every one of them is fresh. */
  #isPlain = false

  constructor(port: SubscriptionPort, surroundings: FeedSurroundings) {
    this.#port = port
    this.#surroundings = surroundings
  }

  /** There is a subscription. */
  get isOpen(): boolean {
    return this.#head !== null
  }

  /** Where it stands, and a subscription goes on; null: from now on. */
  get position(): StreamPosition | null {
    return this.#isUnplaced || this.#isPlain ? null : this.#head
  }

  get isEmpty(): boolean {
    return this.#members.size === 0
  }

  /** Adds a consumer, which receives nothing fresh before its first `startAt`. */
  join(consumer: FeedConsumer): FeedMembership {
    const member = new FeedMember(consumer, this.#surroundings)
    this.#members.add(member)
    return {
      startAt: (position) => this.#startAt(member, position),
      startHere: () => {
        const here = this.position
        if (here && this.#members.has(member)) member.offset = here.offset
        return here
      },
      startFrom: (from) => {
        member.from = from
        this.#startFrom(member)
      },
      leave: () => {
        member.cancelReload()
        if (this.#members.delete(member) && this.isEmpty) this.#unsubscribe()
      },
    }
  }

  /** The connection reports that the subscription stands. */
  subscribed(report: SubscribedReport): void {
    const head = this.#head
    if (!head) return
    const { position } = report
    if (position === null) this.#subscribedPlain()
    else this.#subscribedAt(head, position, report)
    this.#placeAll()
  }

  #subscribedAt(head: StreamPosition, position: StreamPosition, report: SubscribedReport): void {
    this.#isPlain = false
    if (this.#isUnplaced) {
      this.#isUnplaced = false
      this.#head = position
      return
    }
    const isSameEpoch = position.epoch === head.epoch
    this.#head = position
    if (report.wasRecovering ? report.recovered : isSameEpoch && position.offset === head.offset) {
      // Who started at any epoch has one from now on; what was recovered is yet to come.
      this.#head = { ...position, offset: head.offset }
      return
    }
    this.#ring.clear()
    // Who stands where the channel does has missed nothing.
    this.#reloadAll('not_recovered', ({ offset }) => isSameEpoch && offset === position.offset)
  }

  /** Without history: what came while the connection was gone is lost for good. */
  #subscribedPlain(): void {
    const isAgain = this.#isPlain
    this.#isPlain = true
    this.#isUnplaced = false
    this.#head = nowhere
    if (isAgain) this.#reloadAll('not_recovered')
  }

  /** Lets members that wait for a place begin where the channel stands, or at its beginning. */
  #placeAll(): void {
    const waiting = this.#waiting()
    for (const member of waiting) if (member.from === 'now') this.#place(member)
    // This may take the feed back to the beginning, so it comes last.
    for (const member of waiting) if (member.from === 'start') this.#startFrom(member)
  }

  #waiting(): FeedMember[] {
    return [...this.#members].filter((member) => member.isWaiting)
  }

  #place(member: FeedMember): void {
    if (this.#head) member.place(this.#head.offset, this.position)
  }

  /** The connection delivers a publication. */
  publication(publication: FeedPublication): void {
    const head = this.#head
    if (head && this.#isPlain) {
      for (const member of [...this.#members]) member.deliverPlain(publication)
      return
    }
    if (!head || publication.offset <= head.offset) return
    const gap = publication.offset > head.offset + 1
    this.#head = { epoch: head.epoch, offset: publication.offset }
    if (gap) this.#ring.clear()
    this.#ring.push(publication)
    if (gap) this.#reloadAll('gap')
    for (const member of [...this.#members]) member.deliver(publication)
  }

  /** The connection reports that the server ended the subscription. */
  closed(code: number, reason: string): void {
    if (!this.#head) return
    this.#end()
    for (const member of [...this.#members]) member.close({ code, reason })
  }

  /** The connection reports that something is missing for good. */
  missed(reason: ReloadReason): void {
    this.#reloadAll(reason)
  }

  /** The subscription is gone with all that it knew: every consumer starts anew from a new snapshot. */
  lost(reason: ReloadReason): void {
    this.#lose(reason)
    for (const member of this.#waiting()) this.#startFrom(member)
  }

  #lose(reason: ReloadReason, except?: FeedMember): void {
    if (!this.#head) return
    this.#unsubscribe()
    this.#reloadAll(reason, (member) => member === except)
  }

  /** Begins from now or from the start; waits while it is not known where the channel stands. */
  #startFrom(member: FeedMember): void {
    if (!this.#members.has(member) || this.#isUnplaced) return
    if (member.from === 'start') this.#startAt(member, nowhere)
    else if (this.#head && (this.#isPlain || this.#head.epoch !== '')) this.#place(member)
    else this.#findPlace()
  }

  /** Asks where the channel stands. Members that want it from the start wait for the answer, too. */
  #findPlace(): void {
    this.#unsubscribe()
    for (const member of this.#members) {
      if (member.from === 'start') member.offset = null
    }
    this.#head = nowhere
    this.#isUnplaced = true
    this.#port.subscribe(null)
  }

  /** Subscribes anew from the beginning, where the ring does not reach it. The others pass over what they had. */
  #startAgain(member: FeedMember): void {
    this.#port.unsubscribe()
    this.#head = { epoch: this.#head?.epoch ?? '', offset: 0 }
    this.#ring.clear()
    member.offset = 0
    this.#port.subscribe(this.#head)
  }

  #startAt(member: FeedMember, position: StreamPosition): 'attached' | 'reload' {
    if (!this.#members.has(member)) return 'attached'
    member.cancelReload()
    if (this.#head && this.#isPlain) {
      member.offset = 0
      return 'attached'
    }
    // Another epoch: a subscription of the old one says nothing any more, nor do the others' snapshots.
    if (position.epoch !== '' && this.#head?.epoch !== position.epoch) this.#lose('epoch_changed', member)
    if (!this.#head || this.#isUnplaced) {
      this.#unsubscribe()
      this.#head = position
      member.offset = position.offset
      this.#port.subscribe(position)
      return 'attached'
    }
    const missed = this.#ring.between(position.offset, this.#head.offset)
    if (!missed && position.offset === 0) {
      this.#startAgain(member)
      return 'attached'
    }
    member.offset = missed ? position.offset : null
    if (!missed) return 'reload'
    for (const publication of missed) member.deliver(publication)
    return 'attached'
  }

  #unsubscribe(): void {
    if (!this.#head) return
    this.#end()
    this.#port.unsubscribe()
  }

  #end(): void {
    this.#head = null
    this.#ring.clear()
    this.#isUnplaced = false
    this.#isPlain = false
  }

  #reloadAll(reason: ReloadReason, isSpared: (member: FeedMember) => boolean = () => false): void {
    for (const member of [...this.#members]) {
      if (member.offset === null || isSpared(member)) continue
      member.reload(reason)
      if (member.isWaiting) this.#goOn(member, reason)
    }
  }

  #goOn(member: FeedMember, reason: ReloadReason): void {
    member.from = 'now'
    // The publication behind a gap is delivered next.
    if (this.#head) member.offset = reason === 'gap' ? this.#head.offset - 1 : this.#head.offset
    else this.#startFrom(member)
  }
}
