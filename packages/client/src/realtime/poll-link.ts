/**
 * The last rung: asks for the changes of each channel every few seconds. Looks like any other link, with the same
 * promise (recovered, or reload); knows no presence. A round that fails ends the connection; trying again is not
 * its business.
 */
import type { AskChanges } from './changes.ts'
import type { StreamPosition } from './channel-feed.ts'
import type { Cancel, Clock } from './clock.ts'
import type { ChannelListener, Link, LinkEvent, LinkSubscription, SubscribeOptions } from './link.ts'
import { RealtimeError, realtimeCodes } from './realtime-error.ts'
import { SilenceTimer } from './silence-timer.ts'

export interface PollOptions {
  ask: AskChanges
  /** Asks anything, where no channel is to be asked for. */
  ping: () => Promise<unknown>
  clock: Clock
  random: () => number
  everyMs: number
  /** Nobody can see the page, so its changes may come later. */
  isHidden: () => boolean
  /** An answer of which nothing comes for so long counts as none. */
  replyTimeoutMs: number
  report: (event: LinkEvent) => void
  /** The server answered. */
  heard: () => void
}

/** How many times longer the pauses are while the page is hidden. */
const hiddenFactor = 6

interface Polled {
  channel: string
  /** Null: from now on; where that is, the first answer says. */
  position: StreamPosition | null
  listener: ChannelListener
  isSubscribed: boolean
}

/** One time between `connect` and `disconnect`. */
interface Session {
  abort: AbortController
  isConnected: boolean
  /** Rounds under way, one after the other. */
  running: Promise<void> | null
  /** A round under way may have passed a channel already, so another is due. */
  isDue: boolean
}

export class PollLink implements Link {
  readonly #options: PollOptions
  readonly #channels = new Map<string, Polled>()
  #session: Session | null = null
  #cancelNext: Cancel = () => {}

  constructor(options: PollOptions) {
    this.#options = options
  }

  connect(): void {
    this.#session ??= { abort: new AbortController(), isConnected: false, running: null, isDue: false }
    this.hasten()
  }

  disconnect(): void {
    this.#cancelNext()
    this.#session?.abort.abort()
    this.#session = null
  }

  async probe(): Promise<void> {
    await this.#poll()
    if (!this.#session?.isConnected) throw new Error('no answer')
  }

  hasten(): void {
    void this.#poll()
  }

  request(): Promise<never> {
    return Promise.reject(new RealtimeError(realtimeCodes.notAvailable, 'not available while polling'))
  }

  subscribe(channel: string, { since, joinLeave }: SubscribeOptions, listener: ChannelListener) {
    if (joinLeave) return refuse(listener)
    const polled: Polled = { channel, position: since, listener, isSubscribed: false }
    this.#channels.set(channel, polled)
    if (this.#session?.isConnected) this.hasten()
    return {
      isSubscribed: () => this.#session?.isConnected === true && polled.isSubscribed,
      presence: noPresence,
      remove: () => {
        if (this.#channels.get(channel) === polled) this.#channels.delete(channel)
      },
    }
  }

  /** A round now, or after the one that is under way. */
  async #poll(): Promise<void> {
    const session = this.#session
    if (!session) return
    session.isDue = true
    session.running ??= this.#runRounds(session)
    await session.running
  }

  async #runRounds(session: Session): Promise<void> {
    this.#cancelNext()
    // What is subscribed to in the same instant comes into the same round.
    await Promise.resolve()
    while (session.isDue && session === this.#session) {
      session.isDue = false
      await this.#runRound(session)
    }
    session.running = null
    if (session !== this.#session) return
    const { clock, random, everyMs, isHidden } = this.#options
    const delayMs = everyMs * (isHidden() ? hiddenFactor : 1) * (0.8 + 0.4 * random())
    this.#cancelNext = clock.after(Math.round(delayMs), () => this.hasten())
  }

  async #runRound(session: Session): Promise<void> {
    try {
      if (this.#channels.size === 0) await this.#options.ping()
      for (const polled of [...this.#channels.values()]) await this.#ask(polled, session)
    } catch {
      const failed = { type: 'attempt_failed', trouble: 'server_unreachable' } as const
      return this.#end(session, session.isConnected ? { type: 'dropped', byServer: false } : failed)
    }
    if (session !== this.#session) return
    this.#options.heard()
    if (session.isConnected) return
    session.isConnected = true
    this.#options.report({ type: 'connected' })
  }

  async #ask(polled: Polled, session: Session): Promise<void> {
    const isWanted = () => this.#session === session && this.#channels.get(polled.channel) === polled
    if (!isWanted()) return
    const timeout = new AbortController()
    const { clock, replyTimeoutMs, ask } = this.#options
    const silence = new SilenceTimer(clock, replyTimeoutMs, () => timeout.abort())
    silence.start()
    const signal = AbortSignal.any([session.abort.signal, timeout.signal])
    const heard = () => silence.heard()
    const answer = await ask(polled.channel, polled.position ?? beyond, signal, heard).finally(() =>
      silence.stop(),
    )
    if (!isWanted()) return
    if (answer.kind === 'signed_out') return this.#end(session, { type: 'refused' })
    if (answer.kind === 'closed') {
      this.#channels.delete(polled.channel)
      return polled.listener.closed(answer.code, answer.reason)
    }
    const { changes } = answer
    if (!polled.isSubscribed || !changes.recovered) {
      const { recovered } = changes
      const position = (recovered && polled.position) || changes.position
      const wasRecovering = polled.position !== null
      polled.isSubscribed = true
      polled.listener.subscribed({ wasRecovering, recovered, position })
    }
    polled.position = changes.position
    if (!changes.recovered) return
    for (const publication of changes.publications) polled.listener.publication(publication)
  }

  #end(session: Session, event: LinkEvent): void {
    if (this.#session !== session) return
    this.disconnect()
    this.#options.report(event)
  }
}

/** No channel stands there, so the answer says where it does stand. */
const beyond: StreamPosition = { epoch: '', offset: Number.MAX_SAFE_INTEGER }

/** What keeps no journal cannot be asked for. */
function refuse(listener: ChannelListener): LinkSubscription {
  let isRemoved = false
  queueMicrotask(() => {
    if (!isRemoved) listener.closed(realtimeCodes.notAvailable, 'not available while polling')
  })
  return {
    isSubscribed: () => false,
    presence: noPresence,
    remove: () => {
      isRemoved = true
    },
  }
}

const noPresence = () => Promise.reject(new Error('not available while polling'))
