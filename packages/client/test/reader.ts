/**
 * A consumer of a channel as a page would be, which insists on what is promised to it: after a snapshot every
 * publication exactly once and in order, or the word to load anew. Its snapshots take their time.
 */
import type { ChannelSource } from '../src/index.ts'
import type { StreamPosition } from '../src/realtime/channel-feed.ts'
import type { FakeHub } from './fake-hub.ts'

export interface Reader {
  /** What it knows; the offset of each publication is its place. */
  readonly known: readonly unknown[]
  readonly reloads: number
  leave(): void
}

/** Joins; `wait` gives how long each of its snapshots is on its way, in ms. */
export function createReader(
  source: ChannelSource,
  hub: FakeHub,
  channel: string,
  wait: () => number,
): Reader {
  let known: unknown[] = []
  let reloads = 0
  /** False while it waits for a snapshot. */
  let isCurrent = false
  let loads = 0
  let hasLeft = false

  const load = () => {
    loads += 1
    const mine = loads
    const journal = hub.channel(channel)
    const position: StreamPosition = { epoch: journal.epoch, offset: journal.head }
    const snapshot = journal.all()
    setTimeout(() => {
      if (mine !== loads || hasLeft) return
      known = snapshot
      isCurrent = true
      if (membership.startAt(position) !== 'reload') return
      isCurrent = false
      load()
    }, wait())
  }
  const membership = source.join(channel, {
    onPublication: ({ offset, data }, fresh) => {
      if (!fresh) return
      if (!isCurrent) throw new Error(`publication ${offset} although a snapshot is awaited`)
      if (offset !== known.length + 1) throw new Error(`publication ${offset} after ${known.length}`)
      known.push(data)
    },
    onReload: () => {
      reloads += 1
      isCurrent = false
      load()
    },
    onClosed: () => {
      isCurrent = false
      setTimeout(load, 1_000)
    },
  })
  load()
  return {
    get known() {
      return known
    },
    get reloads() {
      return reloads
    },
    leave() {
      hasLeft = true
      membership.leave()
    },
  }
}
