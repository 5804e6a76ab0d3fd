/**
 * One tab at the worker: carries out what it asks of the connection and passes on what comes of it. Whether the tab
 * is still there is the host's to find out.
 */
import type { FeedMembership, StreamPosition } from '../realtime/channel-feed.ts'
import type { RealtimeConnection } from '../realtime/connection.ts'
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
  { type: 'join' | 'leave' | 'watch' | 'unwatch' | 'check' | 'hasten' | 'live_info' }
>

export class TabSession {
  readonly #options: TabSessionOptions
  readonly #joined = new Map<number, FeedMembership>()
  readonly #watched = new Map<number, () => void>()

  constructor(options: TabSessionOptions) {
    this.#options = options
  }

  carryOut(request: TabRequest): void {
    const { realtime } = this.#options
    switch (request.type) {
      case 'join':
        this.#join(request.id, request.channel, request.since)
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
    for (const id of [...this.#joined.keys()]) this.#leave(id)
    for (const stop of this.#watched.values()) stop()
    this.#watched.clear()
  }

  #join(id: number, channel: string, since: StreamPosition): void {
    const { realtime, post } = this.#options
    const membership = realtime.join(channel, {
      onPublication: (publication, fresh) => {
        if (fresh) post({ type: 'publication', id, publication })
      },
      onReload: () => this.#passOnFromHere(id, membership),
      onClosed: ({ code, reason }) => {
        this.#leave(id)
        post({ type: 'closed', id, code, reason })
      },
    })
    this.#joined.set(id, membership)
    // What came since is passed on before this returns.
    if (membership.startAt(since) === 'reload') this.#passOnFromHere(id, membership)
    else post({ type: 'subscribed', id, report: { wasRecovering: true, recovered: true, position: since } })
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

  #watch(id: number, channel: string): void {
    const { here, post } = this.#options
    const stop = here.watch(channel, (people) => post({ type: 'people', id, people }))
    this.#watched.set(id, stop)
  }

  #leave(id: number): void {
    this.#joined.get(id)?.leave()
    this.#joined.delete(id)
  }
}
