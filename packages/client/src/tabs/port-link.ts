/** A tab's channels over its line to the worker, as any other link; whether the worker is there is the line's affair. */
import type { FeedPublication, SubscribedReport } from '../realtime/channel-feed.ts'
import type {
  ChannelAnswers,
  ChannelListener,
  ChannelRequest,
  Link,
  LinkSubscription,
  SubscribeOptions,
} from '../realtime/link.ts'
import { RealtimeError, realtimeCodes } from '../realtime/realtime-error.ts'
import type { ToTab, ToWorker } from './messages.ts'

interface Joined {
  listener: ChannelListener
  isSubscribed: boolean
  getToken: (() => Promise<string>) | undefined
}

/** A question on its way. */
interface Asked {
  resolve: (answer: unknown) => void
  reject: (error: RealtimeError) => void
}

/** What comes for one channel. */
export type ForChannel = Extract<
  ToTab,
  { type: 'subscribed' | 'publication' | 'closed' | 'lost' | 'missed' | 'token_wanted' }
>
/** What comes for one question. */
export type ForQuestion = Extract<ToTab, { type: 'answer' | 'refusal' }>

let lastId = 0

/** A number that no other subscription of this tab has. */
export function nextSubscriptionId(): number {
  lastId += 1
  return lastId
}

export class PortLink implements Link {
  readonly #post: (message: ToWorker) => void
  readonly #joined = new Map<number, Joined>()
  readonly #asked = new Map<number, Asked>()

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

  request<R extends ChannelRequest>(request: R): Promise<ChannelAnswers[R['method']]> {
    const id = nextSubscriptionId()
    return new Promise((resolve, reject) => {
      this.#asked.set(id, { resolve: resolve as Asked['resolve'], reject })
      this.#post({ type: 'request', id, request })
    })
  }

  /** The line has ended: nothing is answered any more. */
  end(): void {
    for (const { reject } of this.#asked.values()) {
      reject(new RealtimeError(realtimeCodes.notConnected, 'the connection ended'))
    }
    this.#asked.clear()
  }

  subscribe(
    channel: string,
    { since, joinLeave, getToken }: SubscribeOptions,
    listener: ChannelListener,
  ): LinkSubscription {
    if (joinLeave) throw new Error('who is there is watched by the worker, not over this link')
    const id = nextSubscriptionId()
    this.#joined.set(id, { listener, isSubscribed: false, getToken })
    this.#post({ type: 'join', id, channel, since, hasToken: getToken !== undefined })
    return {
      isSubscribed: () => this.#joined.get(id)?.isSubscribed === true,
      presence: () => Promise.reject(new Error('ask the worker who is there')),
      remove: () => {
        if (this.#joined.delete(id)) this.#post({ type: 'leave', id })
      },
    }
  }

  takeAnswer(message: ForQuestion): void {
    const asked = this.#asked.get(message.id)
    this.#asked.delete(message.id)
    if (message.type === 'answer') asked?.resolve(message.answer)
    else asked?.reject(new RealtimeError(message.code, message.message))
  }

  take(message: ForChannel): void {
    const joined = this.#joined.get(message.id)
    if (!joined) return
    if (message.type === 'token_wanted') void this.#giveToken(message.id, joined)
    else if (message.type === 'missed') joined.listener.missed?.(message.reason)
    else if (message.type === 'subscribed') this.#subscribed(joined, message.report)
    else if (message.type === 'publication') this.#publication(joined, message.publication)
    else {
      this.#joined.delete(message.id)
      if (message.type === 'lost') joined.listener.lost()
      else joined.listener.closed(message.code, message.reason)
    }
  }

  async #giveToken(id: number, { getToken }: Joined): Promise<void> {
    const token = (await getToken?.().catch(() => null)) ?? null
    this.#post({ type: 'token', id, token })
  }

  #subscribed(joined: Joined, report: SubscribedReport): void {
    joined.isSubscribed = true
    joined.listener.subscribed(report)
  }

  #publication(joined: Joined, publication: FeedPublication): void {
    joined.listener.publication(publication)
  }
}
