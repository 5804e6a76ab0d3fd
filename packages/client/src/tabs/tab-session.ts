/**
 * One tab at the worker: carries out what it asks of the connection and passes on what comes of it. Whether the tab
 * is still there is the host's to find out.
 */
import type { FeedMembership } from '../realtime/channel-feed.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
import type { ChannelRequest } from '../realtime/link.ts'
import { type RealtimeError, realtimeCodes } from '../realtime/realtime-error.ts'
import type { ToTab, ToWorker } from './messages.ts'
import type { SharedHere } from './shared-here.ts'

export interface TabSessionOptions {
  realtime: RealtimeConnection
  here: SharedHere
  post: (message: ToTab) => void
}

/** What a tab asks of the connection; the rest concerns its own life. */
export type TabRequest = Extract<
  ToWorker,
  { type: 'join' | 'leave' | 'token' | 'request' | 'watch' | 'unwatch' | 'check' | 'hasten' | 'live_info' }
>

export class TabSession {
  readonly #options: TabSessionOptions
  readonly #joined = new Map<number, FeedMembership>()
  readonly #watched = new Map<number, () => void>()
  /** Who waits for a token of a tab, by the subscription that it is for. */
  readonly #wanted = new Map<number, (token: string | null) => void>()

  #isEnded = false

  constructor(options: TabSessionOptions) {
    this.#options = options
  }

  carryOut(request: TabRequest): void {
    const { realtime } = this.#options
    switch (request.type) {
      case 'join':
        this.#join(request)
        break
      case 'token':
        this.#wanted.get(request.id)?.(request.token)
        break
      case 'request':
        void this.#ask(request.id, request.request)
        break
      case 'leave':
        this.#leave(request.id)
        break
      case 'watch':
        this.#watch(request.id, request.channel)
        break
      case 'unwatch':
        this.#watched.get(request.id)?.()
        this.#watched.delete(request.id)
        break
      case 'check':
        realtime.checkNow()
        break
      case 'hasten':
        realtime.hasten()
        break
      case 'live_info':
        realtime.liveInfoChanged(request.info)
    }
  }

  /** The tab is gone: leaves everything. */
  end(): void {
    this.#isEnded = true
    for (const done of [...this.#wanted.values()]) done(null)
    for (const id of [...this.#joined.keys()]) this.#leave(id)
    for (const stop of this.#watched.values()) stop()
    this.#watched.clear()
  }

  #join({ id, channel, since, hasToken }: Extract<TabRequest, { type: 'join' }>): void {
    const { realtime, post } = this.#options
    const membership: FeedMembership = realtime.join(channel, {
      onPublication: (publication, fresh) => {
        if (fresh) post({ type: 'publication', id, publication })
      },
      onReload: (reason) => {
        if (since) this.#passOnFromHere(id, membership)
        else post({ type: 'missed', id, reason })
      },
      onClosed: ({ code, reason }) => {
        this.#leave(id)
        post({ type: 'closed', id, code, reason })
      },
      onStarted: (position) => {
        post({ type: 'subscribed', id, report: { wasRecovering: false, recovered: false, position } })
      },
      ...(hasToken ? { token: () => this.#askForToken(id) } : {}),
    })
    this.#joined.set(id, membership)
    if (since === null) {
      membership.startFrom('now')
      return
    }
    if (since.epoch === '' && since.offset === 0) membership.startFrom('start')
    // What came since is passed on before this returns.
    else if (membership.startAt(since) === 'reload') {
      this.#passOnFromHere(id, membership)
      return
    }
    post({ type: 'subscribed', id, report: { wasRecovering: true, recovered: true, position: since } })
  }

  /** Something is missing between the tab and the feed: the tab loads its state anew and goes on from here. */
  #passOnFromHere(id: number, membership: FeedMembership): void {
    const position = membership.startHere()
    const { post } = this.#options
    if (position) {
      post({ type: 'subscribed', id, report: { wasRecovering: true, recovered: false, position } })
      return
    }
    // Another tab's newer snapshot ended the subscription just now.
    this.#leave(id)
    post({ type: 'lost', id })
  }

  /** Rejects where the tab has none, or is gone. */
  #askForToken(id: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = (token: string | null) => {
        this.#wanted.delete(id)
        if (token === null) reject(new Error('no token'))
        else resolve(token)
      }
      if (!this.#joined.has(id) && this.#isEnded) return done(null)
      this.#wanted.set(id, done)
      this.#options.post({ type: 'token_wanted', id })
    })
  }

  async #ask(id: number, request: ChannelRequest): Promise<void> {
    const { post } = this.#options
    try {
      post({ type: 'answer', id, answer: await this.#answer(request) })
    } catch (error) {
      const { code = realtimeCodes.notConnected, message } = error as Partial<RealtimeError> & Error
      post({ type: 'refusal', id, code, message })
    }
  }

  #answer(request: ChannelRequest): Promise<unknown> {
    const { realtime } = this.#options
    switch (request.method) {
      case 'publish':
        return realtime.publish(request.channel, request.data)
      case 'presence':
        return realtime.presence(request.channel)
      case 'history':
        return realtime.history(request.channel, request.options)
    }
  }

  #watch(id: number, channel: string): void {
    const { here, post } = this.#options
    // A tab that asked while it was not served yet asks for all once it is.
    this.#watched.get(id)?.()
    const stop = here.watch(channel, (people, said) => post({ type: 'people', id, people, said }))
    this.#watched.set(id, stop)
  }

  #leave(id: number): void {
    this.#joined.get(id)?.leave()
    this.#joined.delete(id)
  }
}
