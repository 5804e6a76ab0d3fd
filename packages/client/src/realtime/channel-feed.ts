/**
 * One channel as its consumers read it: publications in offset order, without gap or double, each consumer
 * from the position of its own snapshot. The SDK passes doubles and gaps on; here they are noticed.
 * A small ring of recent publications lets a later snapshot join. Whatever cannot be proven complete is
 * answered with "reload", never with silence. Knows no SDK and no state of the application.
 */
import type { Cancel, Clock } from './clock.ts'
import { Setbacks } from './setbacks.ts'

/** A place in a channel: everything up to and including `offset` is known. */
export interface StreamPosition {
  epoch: string
  offset: number
}

export interface FeedPublication {
  offset: number
  data: unknown
}

/** Why a consumer must load its snapshot anew. */
export type ReloadReason = 'not_recovered' | 'gap' | 'epoch_changed' | 'consumer_failed'

export interface FeedConsumer {
  /** `fresh` is false for what the consumer's snapshot contains, or when it waits for a new snapshot. */
  onPublication(publication: FeedPublication, fresh: boolean): void
  /** Nothing fresh comes until `startAt` is called with the position of a new snapshot. */
  onReload(reason: ReloadReason): void
  /** The server ended the subscription, e.g. for want of the right to read; `startAt` subscribes again. */
  onClosed(closed: { code: number; reason: string }): void
}

export interface FeedMembership {
  /**
   * Starts, or starts again, at the position of a snapshot. `attached`: what came after the position was
   * handed over already, or will be. `reload`: that is not possible; load a newer snapshot.
   */
  startAt(position: StreamPosition): 'attached' | 'reload'
  /**
   * Starts where the channel stands at this moment, for whoever passes it on rather than keeping a state. Null,
   * and nothing starts, while the channel has no subscription.
   */
  startHere(): StreamPosition | null
  /** Ends the membership. */
  leave(): void
}

/** What the feed asks of the connection. */
export interface SubscriptionPort {
  /** Subscribes from a position; the connection then reports `subscribed`, `publication` and `closed`. */
  subscribe(since: StreamPosition): void
  unsubscribe(): void
}

/** What the connection reports once a subscription stands, for the first time or again. */
export interface SubscribedReport {
  wasRecovering: boolean
  recovered: boolean
  position: StreamPosition | null
}

interface Member {
  consumer: FeedConsumer
  /** Null until the first snapshot, and again from a reload until the next. */
  offset: number | null
  /** Publications at which it threw. */
  setbacks: Setbacks
  /** Calls off a reload that is due. */
  cancelReload: Cancel
}

/** What the feed needs besides its port. */
export interface FeedSurroundings {
  clock: Clock
  /** Numbers from 0 to below 1, for jitter. */
  random: () => number
  /** Receives what consumers throw. */
  onError: (error: unknown) => void
}

/** Recent publications kept for snapshots that join later. */
export const ringSize = 300

export class ChannelFeed {
  readonly #port: SubscriptionPort
  readonly #surroundings: FeedSurroundings
  readonly #members = new Set<Member>()
  /** Where the feed stands; null while there is no subscription. */
  #head: StreamPosition | null = null
  #ring: FeedPublication[] = []

  constructor(port: SubscriptionPort, surroundings: FeedSurroundings) {
    this.#port = port
    this.#surroundings = surroundings
  }

  /** Where it stands; null while there is no subscription. */
  get position(): StreamPosition | null {
    return this.#head
  }

  get isEmpty(): boolean {
    return this.#members.size === 0
  }

  /** Adds a consumer, which receives nothing fresh before its first `startAt`. */
  join(consumer: FeedConsumer): FeedMembership {
    const { clock, random } = this.#surroundings
    const setbacks = new Setbacks(clock, random)
    const member: Member = { consumer, offset: null, setbacks, cancelReload: () => {} }
    this.#members.add(member)
    return {
      startAt: (position) => this.#startAt(member, position),
      startHere: () => {
        if (this.#head && this.#members.has(member)) member.offset = this.#head.offset
        return this.#head
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
    const position = report.position ?? head
    this.#head = position
    if (
      report.wasRecovering
        ? report.recovered
        : report.position?.epoch === head.epoch && position.offset === head.offset
    ) {
      // Who started at any epoch has one from now on; what was recovered is yet to come.
      this.#head = { ...position, offset: head.offset }
      return
    }
    this.#ring = []
    this.#reloadAll('not_recovered')
  }

  /** The connection delivers a publication. */
  publication(publication: FeedPublication): void {
    const head = this.#head
    if (!head || publication.offset <= head.offset) return
    const gap = publication.offset > head.offset + 1
    this.#head = { epoch: head.epoch, offset: publication.offset }
    if (gap) this.#ring = []
    this.#ring.push(publication)
    if (this.#ring.length > ringSize) this.#ring.shift()
    if (gap) this.#reloadAll('gap')
    for (const member of [...this.#members]) this.#deliver(member, publication)
  }

  /** The connection reports that the server ended the subscription. */
  closed(code: number, reason: string): void {
    if (!this.#head) return
    this.#head = null
    this.#ring = []
    for (const member of [...this.#members]) {
      member.offset = null
      this.#guard(() => member.consumer.onClosed({ code, reason }))
    }
  }

  /** The subscription is gone with all that it knew: every consumer starts anew from a new snapshot. */
  lost(reason: ReloadReason, except?: Member): void {
    if (!this.#head) return
    this.#unsubscribe()
    this.#reloadAll(reason, except)
  }

  #startAt(member: Member, position: StreamPosition): 'attached' | 'reload' {
    if (!this.#members.has(member)) return 'attached'
    member.cancelReload()
    // Another epoch: a subscription of the old one says nothing any more, nor do the others' snapshots.
    if (this.#head?.epoch !== position.epoch) this.lost('epoch_changed', member)
    if (!this.#head) {
      this.#head = position
      member.offset = position.offset
      this.#port.subscribe(position)
      return 'attached'
    }
    const missed = this.#since(position.offset)
    member.offset = missed ? position.offset : null
    if (!missed) return 'reload'
    for (const publication of missed) this.#deliver(member, publication)
    return 'attached'
  }

  /** What the ring holds after an offset; null when that is not all there was. */
  #since(offset: number): FeedPublication[] | null {
    const head = this.#head?.offset ?? offset
    const missed = this.#ring.filter((publication) => publication.offset > offset)
    return missed.length === Math.max(0, head - offset) ? missed : null
  }

  #unsubscribe(): void {
    if (!this.#head) return
    this.#head = null
    this.#ring = []
    this.#port.unsubscribe()
  }

  #reloadAll(reason: ReloadReason, except?: Member): void {
    for (const member of [...this.#members]) {
      if (member === except || member.offset === null) continue
      member.offset = null
      this.#guard(() => member.consumer.onReload(reason))
    }
  }

  #deliver(member: Member, publication: FeedPublication): void {
    const fresh = member.offset !== null && publication.offset > member.offset
    if (fresh) member.offset = publication.offset
    const done = this.#guard(() => member.consumer.onPublication(publication, fresh))
    if (done || member.offset === null) return
    member.offset = null
    this.#reloadFailed(member)
  }

  /** At once the first time, as a snapshot may mend it. */
  #reloadFailed(member: Member): void {
    const reload = () => {
      this.#guard(() => member.consumer.onReload('consumer_failed'))
    }
    const pauseMs = member.setbacks.pauseMs()
    if (pauseMs === 0) reload()
    else member.cancelReload = this.#surroundings.clock.after(pauseMs, reload)
  }

  /** An exception of a consumer must not reach the SDK, which would stop the whole client. */
  #guard(call: () => void): boolean {
    try {
      call()
      return true
    } catch (error) {
      this.#surroundings.onError(error)
      return false
    }
  }
}
