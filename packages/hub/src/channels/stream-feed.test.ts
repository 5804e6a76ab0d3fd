/** A stream's feed over a journal that the test steps. One file above 300 lines, as each test needs that journal. */
import { describe, expect, it } from 'vitest'
import { createMemoryJournal, type JournalReader, type Publication } from '../index.ts'
import { type Admission, StreamFeed } from './stream-feed.ts'

const limits = { maxRecoveredPublications: 300, maxRecoveredBytes: 10_000 }

/** A journal whose reads wait until the test lets them go, oldest first. */
class SteppedJournal implements JournalReader {
  readonly memory = createMemoryJournal()
  readonly waiting: (() => void)[] = []
  broken = false

  position = (channel: string) => this.#step(() => this.memory.position(channel))
  read = (channel: string, after: number, limit: number) =>
    this.#step(() => this.memory.read(channel, after, limit))
  heads = (channels: readonly string[]) => this.memory.heads(channels)

  #step<T>(call: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.waiting.push(() => {
        if (this.broken) reject(new Error('disk on fire'))
        else call().then(resolve, reject)
      })
    })
  }

  async step(): Promise<void> {
    this.waiting.shift()?.()
    await settle()
  }

  async stepAll(): Promise<void> {
    await settle()
    while (this.waiting.length > 0) await this.step()
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function start(published: number) {
  const journal = new SteppedJournal()
  const delivered: number[] = []
  const events: string[] = []
  const feed = new StreamFeed('a', journal, limits, {
    deliver: ({ offset }) => delivered.push(offset),
    closed: () => events.push('closed'),
    failed: () => events.push('failed'),
    gapFilled: () => events.push('gap'),
    caughtUp: (count) => count > 0 && events.push(`caught up ${count}`),
    announcedLate: () => events.push('late'),
  })
  const commit = (data = '{}'): { epoch: string; publication: Publication } => {
    const { publication, position } = journal.memory.append('a', data)
    return { epoch: position.epoch, publication }
  }
  const announce = (...commits: { epoch: string; publication: Publication }[]): void => {
    for (const { epoch, publication } of commits)
      feed.announce({ channel: 'a', epoch, publications: [publication] })
  }
  const join = async (offset: number | null, epoch?: string): Promise<{ admission: Admission | null }> => {
    const position = await journal.memory.position('a')
    const since = offset === null ? null : { epoch: epoch ?? position.epoch, offset }
    const result: { admission: Admission | null } = { admission: null }
    void feed.join(since, (admission) => {
      result.admission = admission
    })
    await settle()
    return result
  }
  for (let number = 0; number < published; number += 1) commit()
  return { journal, feed, delivered, events, commit, announce, join }
}

async function startLive(published: number) {
  const started = await start(published)
  await started.join(null)
  await started.journal.stepAll()
  return started
}

const offsets = (admission: Admission | null): number[] | undefined =>
  admission?.missed.publications.map(({ offset }) => offset)

describe('StreamFeed', () => {
  it('[R6] reads what was announced without its publications, and only what it does not have', async () => {
    const { journal, feed, commit, announce, delivered } = await startLive(3)
    const { epoch } = commit()
    feed.announce({ channel: 'a', epoch, publications: [], upTo: 4 })
    await journal.stepAll()
    expect(delivered).toEqual([4])
    feed.announce({ channel: 'a', epoch, publications: [], upTo: 4 })
    expect(journal.waiting).toEqual([])
    announce(commit())
    expect(delivered).toEqual([4, 5])
  })

  it('[R6] keeps for a subscriber on its way what is delivered while its history is read', async () => {
    const { journal, commit, announce, join, delivered } = await startLive(3)
    const joining = await join(1)
    announce(commit(), commit())
    expect(delivered).toEqual([4, 5])
    expect(joining.admission).toBeNull()
    await journal.stepAll()
    expect(joining.admission).toMatchObject({ recovered: true, position: { offset: 5 } })
    expect(offsets(joining.admission)).toEqual([2, 3, 4, 5])
    announce(commit())
    expect(delivered).toEqual([4, 5, 6])
  })

  it('[R6] loses nothing that another read finds in the very moment in which a subscriber comes in', async () => {
    // The moments are microtasks apart: each is tried, whichever read answers first.
    for (const isJoinFirst of [true, false]) {
      for (let apart = 0; apart < 12; apart += 1) {
        const { journal, feed, commit, delivered } = await startLive(3)
        const { epoch } = await journal.memory.position('a')
        let received: number[] = []
        let deliveredBefore = 0
        void feed.join({ epoch, offset: 1 }, (admission) => {
          received = offsets(admission) ?? []
          deliveredBefore = delivered.length
        })
        await settle()
        commit()
        feed.refresh()
        await settle()
        const reads = journal.waiting.splice(0)
        for (const answer of isJoinFirst ? reads : reads.toReversed()) {
          answer()
          for (let turn = 0; turn < apart; turn += 1) await Promise.resolve()
        }
        await journal.stepAll()
        expect([...received, ...delivered.slice(deliveredBefore)]).toEqual([2, 3, 4])
      }
    }
  })

  it('[R6] reads a gap from the journal and drops doubles and late hints', async () => {
    const { journal, commit, announce, delivered, events } = await startLive(1)
    const [lost, second, third] = [commit(), commit(), commit()]
    announce(second, third)
    expect(delivered).toEqual([])
    await journal.stepAll()
    announce(third, lost, second)
    expect(delivered).toEqual([2, 3, 4])
    expect(events).toEqual(['gap', 'gap', 'caught up 3', 'late', 'late', 'late'])
  })

  it('[R6] reads once more for what was committed after a read under way', async () => {
    const { journal, feed, commit, announce, delivered } = await startLive(0)
    const [, second] = [commit(), commit()]
    announce(second)
    await settle()
    journal.waiting.splice(0).forEach((go) => {
      go()
    })
    // The answer to that read is on its way; this commit is not in it.
    const [, fourth] = [commit(), commit()]
    feed.stands({ epoch: fourth.epoch, offset: fourth.publication.offset })
    await settle()
    await journal.stepAll()
    expect(delivered).toEqual([1, 2, 3, 4])
  })

  it('[R6] hears of publications while it opens', async () => {
    const { journal, commit, announce, join, delivered } = await start(2)
    const joining = await join(null)
    expect(journal.waiting).toHaveLength(1)
    const position = journal.memory.position('a')
    announce(commit())
    journal.memory.position = () => position
    await journal.stepAll()
    expect(joining.admission?.position.offset).toBe(2)
    expect(delivered).toEqual([3])
  })

  it('[R3] asks the journal before it says that an offset is above the head', async () => {
    const { journal, commit, join, delivered } = await startLive(1)
    commit()
    commit()
    const ahead = await join(3)
    await journal.stepAll()
    expect(ahead.admission).toMatchObject({
      recovered: true,
      position: { offset: 3 },
      missed: { publications: [] },
    })
    expect(delivered).toEqual([2, 3])
    const above = await join(4)
    await journal.stepAll()
    expect(above.admission).toMatchObject({ recovered: false, position: { offset: 3 } })
  })

  it('[R2] does not recover another epoch, and any epoch is taken for an empty one', async () => {
    const { journal, join } = await startLive(2)
    const other = await join(1, 'other')
    await journal.stepAll()
    expect(other.admission).toMatchObject({
      recovered: false,
      missed: { publications: [] },
      position: { offset: 2 },
    })
    const any = await join(1, '')
    await journal.stepAll()
    expect(offsets(any.admission)).toEqual([2])
  })

  it('[R4] does not recover too many, too large or pruned publications', async () => {
    const many = await startLive(302)
    const refused = await many.join(1)
    expect(refused.admission).toMatchObject({
      recovered: false,
      missed: { publications: [] },
      position: { offset: 302 },
    })
    const accepted = await many.join(2)
    await many.journal.stepAll()
    expect(offsets(accepted.admission)).toHaveLength(300)

    const large = await start(0)
    large.commit(JSON.stringify('x'.repeat(6_000)))
    large.commit(JSON.stringify('x'.repeat(6_000)))
    const tooLarge = await large.join(0)
    await large.journal.stepAll()
    expect(tooLarge.admission).toMatchObject({ recovered: false, position: { offset: 2 } })

    const pruned = await startLive(10)
    pruned.journal.memory.prune('a', 3)
    const gone = await pruned.join(5)
    await pruned.journal.stepAll()
    expect(gone.admission).toMatchObject({ recovered: false, position: { offset: 10 } })
  })

  it('[R4] gives up a recovery that grows beyond its limit while it is read', async () => {
    const { journal, commit, announce, join } = await startLive(300)
    const joining = await join(0)
    announce(commit())
    await journal.stepAll()
    expect(joining.admission).toMatchObject({
      recovered: false,
      missed: { publications: [] },
      position: { offset: 301 },
    })
  })

  it('reads the journal once for all who come back together, and for those who follow them', async () => {
    const { journal, feed, commit, announce, join } = await startLive(5)
    const first = [await join(2), await join(2), await join(3)]
    expect(journal.waiting).toHaveLength(1)
    await journal.stepAll()
    expect(first.map(({ admission }) => offsets(admission))).toEqual([
      [3, 4, 5],
      [3, 4, 5],
      [4, 5],
    ])
    expect(first[0]?.admission?.missed).toBe(first[1]?.admission?.missed)
    announce(commit())
    const follower = await join(2)
    expect(offsets(follower.admission)).toEqual([3, 4, 5, 6])
    // Whoever was away for longer needs what only the journal knows.
    const longer = await join(1)
    expect(longer.admission).toBeNull()
    await journal.stepAll()
    expect(offsets(longer.admission)).toEqual([2, 3, 4, 5, 6])
    feed.forgetRecent()
    await join(2)
    expect(journal.waiting).toHaveLength(1)
  })

  it('[R8] closes when the epoch changes, and sends who is on its way elsewhere', async () => {
    const { journal, feed, commit, announce, events } = await startLive(3)
    const { epoch } = await journal.memory.position('a')
    const joined = feed.join({ epoch, offset: 1 }, () => events.push('admitted'))
    await settle()
    journal.memory.rotateEpochs()
    announce(commit())
    await journal.stepAll()
    expect(await joined).toBe(false)
    expect(events).toEqual(['gap', 'closed'])
    expect(feed.closed).toBe(true)
  })

  it('[R8] closes when the journal no longer has what it needs', async () => {
    const { journal, commit, announce, events, delivered } = await startLive(1)
    commit()
    const newest = commit()
    journal.memory.prune('a', 1)
    announce(newest)
    await journal.stepAll()
    expect(events).toEqual(['gap', 'closed'])
    expect(delivered).toEqual([])
  })

  it('is not impressed by an announcement of an epoch that the journal does not know', async () => {
    const { journal, feed, events } = await startLive(1)
    feed.announce({ channel: 'a', epoch: 'stale', publications: [{ offset: 7, data: '{}' }] })
    await journal.stepAll()
    expect(events).toEqual(['gap'])
    expect(feed.closed).toBe(false)
  })

  it('reports a failed read and goes on when it is asked again', async () => {
    const { journal, feed, commit, announce, delivered, events } = await startLive(0)
    commit()
    journal.broken = true
    announce(commit())
    await journal.stepAll()
    expect(events).toEqual(['gap', 'failed'])
    journal.broken = false
    feed.refresh()
    await journal.stepAll()
    expect(delivered).toEqual([1, 2])
  })

  it('[R9] rejects who wants in while the journal is broken, and takes the next one', async () => {
    const { journal, feed } = await start(1)
    journal.broken = true
    const failing = feed.join(null, () => undefined)
    const failure = expect(failing).rejects.toThrow('disk on fire')
    await journal.stepAll()
    await failure
    journal.broken = false
    const joining = feed.join(null, () => undefined)
    await journal.stepAll()
    expect(await joining).toBe(true)
  })

  it('delivers a long gap in batches', async () => {
    const { journal, commit, announce, delivered } = await startLive(0)
    let newest = commit()
    for (let number = 1; number < 700; number += 1) newest = commit()
    announce(newest)
    await journal.stepAll()
    expect(delivered).toHaveLength(700)
    expect(delivered.every((offset, index) => offset === index + 1)).toBe(true)
  })
})
