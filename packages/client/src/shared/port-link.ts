/** A tab's channels over its line to the worker, as any other link; whether the worker is there is the line's affair. */
import type { FeedPublication, StreamPosition, SubscribedReport } from '../realtime/channel-feed.ts'
import type { ChannelListener, Link, LinkSubscription } from '../realtime/link.ts'
import type { ToTab, ToWorker } from './messages.ts'

interface Joined {
  listener: ChannelListener
  isSubscribed: boolean
}

/** What comes for one channel. */
export type ForChannel = Extract<ToTab, { type: 'subscribed' | 'publication' | 'closed' | 'lost' }>

let lastId = 0

/** A number that no other subscription of this tab has. */
export function nextSubscriptionId(): number {
  lastId += 1
  return lastId
}

export class PortLink implements Link {
  readonly #post: (message: ToWorker) => void
  readonly #joined = new Map<number, Joined>()

  constructor(post: (message: ToWorker) => void) {
    this.#post = post
  }

  connect(): void {}

  disconnect(): void {}

  async probe(): Promise<void> {
    this.#post({ type: 'check' })
  }

  hasten(): void {
    this.#post({ type: 'hasten' })
  }

  subscribe(channel: string, since: StreamPosition | null, listener: ChannelListener): LinkSubscription {
    if (!since) throw new Error('who is there is watched by the worker, not over this link')
    const id = nextSubscriptionId()
    this.#joined.set(id, { listener, isSubscribed: false })
    this.#post({ type: 'join', id, channel, since })
    return {
      isSubscribed: () => this.#joined.get(id)?.isSubscribed === true,
      presence: () => Promise.reject(new Error('ask the worker who is there')),
      remove: () => {
        if (this.#joined.delete(id)) this.#post({ type: 'leave', id })
      },
    }
  }

  take(message: ForChannel): void {
    const joined = this.#joined.get(message.id)
    if (!joined) return
    if (message.type === 'subscribed') this.#subscribed(joined, message.report)
    else if (message.type === 'publication') this.#publication(joined, message.publication)
    else {
      this.#joined.delete(message.id)
      if (message.type === 'lost') joined.listener.lost()
      else joined.listener.closed(message.code, message.reason)
    }
  }

  #subscribed(joined: Joined, report: SubscribedReport): void {
    joined.isSubscribed = true
    joined.listener.subscribed(report)
  }

  #publication(joined: Joined, publication: FeedPublication): void {
    joined.listener.publication(publication)
  }
}
