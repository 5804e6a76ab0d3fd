/** A channel's feed by examples and at random. One file above 300 lines, as all of it reads through the same reader. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../test/fake-clock.ts'
import { ChannelFeed, type FeedConsumer, type FeedMembership, type StreamPosition } from './channel-feed.ts'
import { ringSize } from './publication-ring.ts'

interface Reader extends FeedConsumer {
  fresh: number[]
  known: number[]
  said: string[]
}

function createReader(): Reader {
  const reader: Reader = {
    fresh: [],
    known: [],
    said: [],
    onPublication: ({ offset }, fresh) => (fresh ? reader.fresh : reader.known).push(offset),
    onReload: (reason) => reader.said.push(`reload: ${reason}`),
    onClosed: ({ code }) => reader.said.push(`closed: ${code}`),
  }
  return reader
}

function setUp() {
  const calls: string[] = []
  const errors: unknown[] = []
  const clock = createFakeClock()
  const feed = new ChannelFeed(
    {
      subscribe: (since) =>
        calls.push(since ? `subscribe ${since.epoch}/${since.offset}` : 'subscribe from now'),
      unsubscribe: () => calls.push('unsubscribe'),
    },
    { clock, random: () => 0.5, onError: (error) => errors.push(error) },
  )
  const publish = (...offsets: number[]) => {
    for (const offset of offsets) feed.publication({ offset, data: { offset } })
  }
  const join = (reader: FeedConsumer = createReader()) => ({
    reader: reader as Reader,
    member: feed.join(reader),
  })
  return { calls, errors, clock, feed, publish, join }
}

const at = (offset: number, epoch = 'e'): StreamPosition => ({ epoch, offset })

describe('a consumer', () => {
  it('makes the feed subscribe from the position of its snapshot', () => {
    const { calls, join } = setUp()
    const { member } = join()
    expect(calls).toEqual([])
    expect(member.startAt(at(7))).toBe('attached')
    expect(calls).toEqual(['subscribe e/7'])
  })

  it('that starts at any epoch goes on in the one it was told', () => {
    const { calls, feed, publish, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(0, ''))
    feed.subscribed({ wasRecovering: true, recovered: true, position: at(2, 'first') })
    publish(1, 2)
    expect(feed.position).toEqual(at(2, 'first'))
    feed.subscribed({ wasRecovering: false, recovered: false, position: at(2, 'second') })
    expect(reader.said).toEqual(['reload: not_recovered'])
    expect(reader.fresh).toEqual([1, 2])
    expect(calls).toEqual(['subscribe /0'])
  })

  it('gets each publication once and in order, though the SDK passes doubles on', () => {
    const { publish, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(0))
    publish(1, 2, 2, 1, 3)
    expect(reader.fresh).toEqual([1, 2, 3])
  })

  it('is asked to reload at a gap, and gets nothing fresh until it did', () => {
    const { publish, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(0))
    publish(1, 3, 4)
    expect(reader.fresh).toEqual([1])
    expect(reader.known).toEqual([3, 4])
    expect(reader.said).toEqual(['reload: gap'])
    expect(member.startAt(at(4))).toBe('attached')
    publish(5)
    expect(reader.fresh).toEqual([1, 5])
  })

  it('is asked to reload when the server could not recover', () => {
    const { feed, publish, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(3))
    feed.subscribed({ wasRecovering: true, recovered: false, position: at(900) })
    expect(reader.said).toEqual(['reload: not_recovered'])
    publish(901)
    expect(member.startAt(at(900))).toBe('attached')
    expect(reader.fresh).toEqual([901])
  })

  it('goes on without a word when the server recovered', () => {
    const { feed, publish, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(3))
    feed.subscribed({ wasRecovering: true, recovered: true, position: at(3) })
    publish(4, 5)
    feed.subscribed({ wasRecovering: true, recovered: true, position: at(5) })
    publish(6)
    expect(reader.fresh).toEqual([4, 5, 6])
    expect(reader.said).toEqual([])
  })

  it('is told when the server ends the subscription, and may start again', () => {
    const { calls, feed, join } = setUp()
    const { reader, member } = join()
    member.startAt(at(3))
    feed.closed(2000, 'server unsubscribe')
    expect(reader.said).toEqual(['closed: 2000'])
    expect(member.startAt(at(5))).toBe('attached')
    expect(calls).toEqual(['subscribe e/3', 'subscribe e/5'])
  })

  it('that throws does not harm the others, and reloads', () => {
    const { errors, publish, join } = setUp()
    const broken = createReader()
    broken.onPublication = () => {
      throw new Error('broken reducer')
    }
    const first = join(broken)
    const second = join()
    first.member.startAt(at(0))
    second.member.startAt(at(0))
    publish(1)
    expect(second.reader.fresh).toEqual([1])
    expect(broken.said).toEqual(['reload: consumer_failed'])
    expect(errors).toHaveLength(1)
  })
})

describe('several consumers', () => {
  it('share one subscription, which ends with the last of them', () => {
    const { calls, join } = setUp()
    const a = join()
    const b = join()
    a.member.startAt(at(1))
    b.member.startAt(at(1))
    a.member.leave()
    expect(calls).toEqual(['subscribe e/1'])
    b.member.leave()
    b.member.leave()
    expect(calls).toEqual(['subscribe e/1', 'unsubscribe'])
  })

  it('each start at their own snapshot: a late one gets from the ring what came since', () => {
    const { publish, join } = setUp()
    const early = join()
    early.member.startAt(at(0))
    publish(1, 2, 3)
    const late = join()
    expect(late.member.startAt(at(1))).toBe('attached')
    expect(late.reader.fresh).toEqual([2, 3])
    publish(4)
    expect(late.reader.fresh).toEqual([2, 3, 4])
    expect(early.reader.fresh).toEqual([1, 2, 3, 4])
  })

  it('a snapshot ahead of the feed skips what it contains', () => {
    const { publish, join } = setUp()
    join().member.startAt(at(0))
    const ahead = join()
    expect(ahead.member.startAt(at(2))).toBe('attached')
    publish(1, 2, 3)
    expect(ahead.reader.known).toEqual([1, 2])
    expect(ahead.reader.fresh).toEqual([3])
  })

  it('a snapshot older than the ring must be loaded again', () => {
    const { publish, join } = setUp()
    join().member.startAt(at(0))
    publish(...Array.from({ length: ringSize + 5 }, (_, index) => index + 1))
    const late = join()
    expect(late.member.startAt(at(4))).toBe('reload')
    expect(late.member.startAt(at(5))).toBe('attached')
    expect(late.reader.fresh).toHaveLength(ringSize)
  })

  it('a snapshot older than the subscription must be loaded again', () => {
    const { join } = setUp()
    join().member.startAt(at(10))
    expect(join().member.startAt(at(9))).toBe('reload')
  })

  it('a snapshot of another epoch subscribes anew and makes the others reload', () => {
    const { calls, publish, join } = setUp()
    const a = join()
    const b = join()
    a.member.startAt(at(10))
    expect(b.member.startAt(at(2, 'f'))).toBe('attached')
    expect(calls).toEqual(['subscribe e/10', 'unsubscribe', 'subscribe f/2'])
    expect(a.reader.said).toEqual(['reload: epoch_changed'])
    publish(3)
    expect(b.reader.fresh).toEqual([3])
    expect(a.reader.fresh).toEqual([])
  })
})

describe('whatever the connection does', () => {
  /** A server's journal of numbers, read by consumers that load, lose the connection and join at any time. */
  type Act =
    | { do: 'publish' | 'deliver' | 'double' | 'cut' | 'forget' | 'join' }
    | { do: 'load'; who: number }
    | { do: 'leave'; who: number }
  const act = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<Act>({ do: 'publish' }, { do: 'deliver' }, { do: 'deliver' }) },
    {
      weight: 5,
      arbitrary: fc.constantFrom<Act>({ do: 'double' }, { do: 'cut' }, { do: 'forget' }, { do: 'join' }),
    },
    { weight: 6, arbitrary: fc.record<Act & { do: 'load' }>({ do: fc.constant('load'), who: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record<Act & { do: 'leave' }>({ do: fc.constant('leave'), who: fc.nat(5) }) },
  )

  it('every consumer holds exactly the publications up to where it stands, or was told to reload', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 120, size: 'max' }), (acts) => {
        let head = 0
        let kept = 0
        /** What the connection has delivered; null without a subscription. */
        let wire: number | null = null
        const consumers: { member: FeedMembership; holds: number | null }[] = []
        const feed = new ChannelFeed(
          {
            subscribe: (since) => {
              wire = since?.offset ?? null
            },
            unsubscribe: () => {
              wire = null
            },
          },
          {
            clock: createFakeClock(),
            random: () => 0.5,
            onError: (error) => {
              throw error
            },
          },
        )
        const join = () => {
          const consumer: (typeof consumers)[number] = {
            holds: null,
            member: feed.join({
              onPublication: ({ offset }, fresh) => {
                if (!fresh) return
                expect(offset).toBe((consumer.holds ?? Number.NaN) + 1)
                consumer.holds = offset
              },
              onReload: () => {
                consumer.holds = null
              },
              onClosed: () => {
                consumer.holds = null
              },
            }),
          }
          consumers.push(consumer)
        }
        for (const one of acts) {
          if (one.do === 'publish') head += 1
          if (one.do === 'forget') kept = head
          if (one.do === 'join') join()
          if (one.do === 'deliver' && wire !== null && wire < head) {
            wire += 1
            feed.publication({ offset: wire, data: null })
          }
          if (one.do === 'double' && wire !== null && wire > 0) feed.publication({ offset: wire, data: null })
          if (one.do === 'cut' && wire !== null) {
            const recovered = wire >= kept
            if (!recovered) wire = head
            feed.subscribed({ wasRecovering: true, recovered, position: at(wire) })
          }
          if (one.do === 'load') {
            const consumer = consumers[one.who]
            if (!consumer) continue
            consumer.holds = head
            if (consumer.member.startAt(at(head)) === 'reload') consumer.holds = null
          }
          if (one.do === 'leave') consumers.splice(one.who, 1)[0]?.member.leave()
        }
        // In the end everything is delivered: whoever was not told to reload must have it all.
        while (wire !== null && wire < head) {
          wire += 1
          feed.publication({ offset: wire, data: null })
        }
        for (const { holds } of consumers) if (holds !== null) expect(holds).toBe(head)
        if (consumers.length === 0) expect(wire).toBeNull()
      }),
      { seed: 42, numRuns: 2000 },
    )
  })
})
