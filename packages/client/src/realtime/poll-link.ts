/**
 * The last rung: asks for the changes of each channel every few seconds. Looks like any other link, with the same
 * promise (recovered, or reload); knows no presence. A round that fails ends the connection; trying again is not
 * its business.
 */
import type { AskChanges } from './changes.ts'
import type { StreamPosition } from './channel-feed.ts'
import type { Cancel, Clock } from './clock.ts'
import type { ChannelListener, Link, LinkEvent, LinkSubscription } from './link.ts'

export interface PollOptions {
  ask: AskChanges
  clock: Clock
  random: () => number
  everyMs: number
  /** Nobody looks: there is less of a hurry. */
  isHidden: () => boolean
  /** An answer that takes longer counts as none. */
  replyTimeoutMs: number
  report: (event: LinkEvent) => void
  /** The server answered. */
  heard: () => void
}

/** Nobody sees how late the changes are. */
const hiddenFactor = 6

interface Polled {
  channel: string
  position: StreamPosition
  listener: ChannelListener
  isSubscribed: boolean
}

/** Makes the link; nothing is asked before `connect`. */
export function createPollLink(options: PollOptions): Link {
  return new PollLink(options)
}

class PollLink implements Link {
  readonly #options: PollOptions
  readonly #channels = new Map<string, Polled>()
  /** Null while not connected. */
  #session: AbortController | null = null
  #isConnected = false
  /** The round under way, and the one that follows it. */
  #round: Promise<void> | null = null
  #nextRound: Promise<void> | null = null
  #cancelNext: Cancel = () => {}

  constructor(options: PollOptions) {
    this.#options = options
  }

  connect(): void {
    if (this.#session) return
    this.#session = new AbortController()
    void this.#poll()
  }

  disconnect(): void {
    this.#session?.abort()
    this.#session = null
    this.#isConnected = false
    this.#round = null
    this.#nextRound = null
    this.#cancelNext()
  }

  async probe(): Promise<void> {
    await this.#poll()
    if (!this.#isConnected) throw new Error('the server did not answer')
  }

  hasten(): void {
    void this.#poll()
  }

  subscribe(channel: string, since: StreamPosition | null, listener: ChannelListener) {
    if (!since) return refuse(listener)
    const polled: Polled = { channel, position: since, listener, isSubscribed: false }
    this.#channels.set(channel, polled)
    if (this.#isConnected) void this.#poll()
    return {
      isSubscribed: () => this.#isConnected && polled.isSubscribed,
      presence: noPresence,
      remove: () => {
        if (this.#channels.get(channel) === polled) this.#channels.delete(channel)
      },
    }
  }

  /** A round now; one that is under way may have passed a channel already, so another follows it. */
  #poll(): Promise<void> {
    const session = this.#session
    if (!session) return Promise.resolve()
    this.#cancelNext()
    if (this.#round) {
      this.#nextRound ??= this.#round.then(() => {
        if (this.#session !== session) return
        this.#nextRound = null
        return this.#poll()
      })
      return this.#nextRound
    }
    const round = this.#askAll(session).then(() => {
      if (this.#round === round) this.#round = null
    })
    this.#round = round
    return round
  }

  async #askAll(session: AbortController): Promise<void> {
    // What is subscribed to in the same instant comes into the same round.
    await Promise.resolve()
    try {
      for (const polled of [...this.#channels.values()]) await this.#ask(polled, session)
    } catch {
      this.#fail(session)
      return
    }
    if (this.#session !== session) return
    this.#options.heard()
    if (!this.#isConnected) {
      this.#isConnected = true
      this.#options.report({ type: 'connected' })
    }
    this.#scheduleNext()
  }

  #scheduleNext(): void {
    const { clock, random, everyMs, isHidden } = this.#options
    this.#cancelNext()
    const usualMs = everyMs * (isHidden() ? hiddenFactor : 1)
    this.#cancelNext = clock.after(Math.round(usualMs * (0.8 + 0.4 * random())), () => void this.#poll())
  }

  async #ask(polled: Polled, session: AbortController): Promise<void> {
    const isWanted = () => this.#session === session && this.#channels.get(polled.channel) === polled
    if (!isWanted()) return
    const timeout = new AbortController()
    const cancel = this.#options.clock.after(this.#options.replyTimeoutMs, () => timeout.abort())
    const signal = AbortSignal.any([session.signal, timeout.signal])
    const answer = await this.#options.ask(polled.channel, polled.position, signal).finally(cancel)
    if (!isWanted()) return
    if (answer.kind === 'signed_out') return this.#end(session, { type: 'refused' })
    if (answer.kind === 'closed') {
      this.#channels.delete(polled.channel)
      polled.listener.closed(answer.code, answer.reason)
      return
    }
    const { changes } = answer
    const isFirst = !polled.isSubscribed
    polled.isSubscribed = true
    if (isFirst || !changes.recovered) {
      const { recovered } = changes
      const position = recovered ? polled.position : changes.position
      polled.listener.subscribed({ wasRecovering: true, recovered, position })
    }
    polled.position = changes.position
    if (!changes.recovered) return
    for (const publication of changes.publications) polled.listener.publication(publication)
  }

  #fail(session: AbortController): void {
    if (this.#isConnected) this.#end(session, { type: 'dropped', byServer: false })
    else this.#end(session, { type: 'attempt_failed', trouble: 'server_unreachable' })
  }

  #end(session: AbortController, event: LinkEvent): void {
    if (this.#session !== session) return
    this.disconnect()
    this.#options.report(event)
  }
}

/** What keeps no journal cannot be asked for. */
function refuse(listener: ChannelListener): LinkSubscription {
  let isRemoved = false
  queueMicrotask(() => {
    if (!isRemoved) listener.closed(notAvailable, 'not available while polling')
  })
  return {
    isSubscribed: () => false,
    presence: noPresence,
    remove: () => {
      isRemoved = true
    },
  }
}

const notAvailable = 108
const noPresence = () => Promise.reject(new Error('who is there is not known while polling'))
