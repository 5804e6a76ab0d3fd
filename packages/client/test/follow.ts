/** A page that keeps what its channel gives it: a snapshot, then publications, and a new snapshot when it must. */
import type { FeedConsumer } from '../src/realtime/channel-feed.ts'
import type { RealtimeConnection } from '../src/realtime/connection.ts'
import type { FakeHub } from './fake-hub.ts'

export function follow(realtime: Pick<RealtimeConnection, 'join'>, hub: FakeHub, channel = 'news') {
  const kept = { data: [] as unknown[], reloads: 0, closed: [] as number[] }
  const load = () => {
    const journal = hub.channel(channel)
    kept.data = (journal.after({ epoch: journal.epoch, offset: 0 }) ?? []).map((one) => one.data)
    return { epoch: journal.epoch, offset: journal.head }
  }
  const consumer: FeedConsumer = {
    onPublication: ({ data }, fresh) => {
      if (fresh) kept.data.push(data)
    },
    onReload: () => {
      kept.reloads += 1
      queueMicrotask(() => membership.startAt(load()))
    },
    onClosed: ({ code }) => kept.closed.push(code),
  }
  const membership = realtime.join(channel, consumer)
  membership.startAt(load())
  return { ...membership, kept, load }
}
