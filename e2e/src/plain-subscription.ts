/**
 * The plain `centrifuge` SDK, which nobody here wrote, following one channel, and everything it was told on the way.
 * The SDK hands on doubles and gaps as they come, so what is recorded here proves the server.
 */

import type { CopydeskEvent, Position } from '@copydesk/contract'
import {
  Centrifuge,
  type DisconnectedContext,
  type PublicationContext,
  type SubscribedContext,
  type UnsubscribedContext,
} from 'centrifuge'

export interface PlainSubscription {
  readonly client: Centrifuge
  /** Every publication in the order it came. */
  readonly publications: readonly PublicationContext[]
  /** How each subscribing ended well, the first included. */
  readonly subscribed: readonly SubscribedContext[]
  readonly offsets: () => (number | undefined)[]
  readonly events: () => CopydeskEvent[]
  stop(): void
}

export interface PlainSubscriptionOptions {
  /** `ws://…/connection/websocket` */
  url: string
  /** A connection token of `POST /live/token`. */
  token: string
  /** Where to begin: the position of a snapshot. */
  since: Position
}

/** Connected and subscribed when it resolves; refused subscriptions reject with their code and reason. */
export async function followPlainly({
  url,
  token,
  since,
}: PlainSubscriptionOptions): Promise<PlainSubscription> {
  const client = createPlainClient(url, token)
  const { channel, epoch, offset } = since
  const subscription = client.newSubscription(channel, { since: { epoch, offset } })
  const publications: PublicationContext[] = []
  const subscribed: SubscribedContext[] = []
  subscription.on('publication', (publication) => publications.push(publication))
  subscription.on('subscribed', (context) => subscribed.push(context))
  const refused = new Promise<never>((_, reject) => {
    subscription.once('unsubscribed', ({ code, reason }: UnsubscribedContext) =>
      reject(new Error(`unsubscribed: ${code} ${reason}`)),
    )
    client.once('disconnected', ({ code, reason }: DisconnectedContext) =>
      reject(new Error(`disconnected: ${code} ${reason}`)),
    )
  })
  refused.catch(() => {})
  subscription.subscribe()
  client.connect()
  // `ready` fails too then, but without saying why.
  await subscription.ready().catch(() => refused)
  return {
    client,
    publications,
    subscribed,
    offsets: () => publications.map((publication) => publication.offset),
    events: () => publications.map(({ data }) => data as CopydeskEvent),
    stop: () => client.disconnect(),
  }
}

/** Not connected yet; tries again quickly, as tests would not wait for its usual backoff. */
export function createPlainClient(url: string, token: string): Centrifuge {
  return new Centrifuge(url, { token, minReconnectDelay: 20, maxReconnectDelay: 200 })
}

/** `1, 2, 3 … count` after an offset: what a recovered subscription must have seen. */
export function offsetsAfter(offset: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => offset + 1 + index)
}
