/**
 * What every journal that a hub reads from must do. Run it on each implementation:
 * `describeJournal('memory', async () => …)` inside a test file.
 */
import type { JournalReader, StreamPosition } from '@copydesk/hub'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

/** One opened journal with the ways to change it that a reader does not have. */
export interface JournalHarness {
  journal: JournalReader
  /** Commits one publication with this payload and returns where the channel stands then. */
  append(channel: string, payload: object): Promise<StreamPosition>
  /** Removes the oldest publications of the channel, all but the newest `keep`. */
  prune(channel: string, keep: number): Promise<void>
  /** Begins new epochs, as restoring a backup does. */
  rotateEpochs(): Promise<void>
  close(): Promise<void>
}

/** The number that `publish` put into each payload, by offset. */
function numbers(publications: { offset: number; data: string }[]): [number, number][] {
  return publications.map(({ offset, data }) => [offset, (JSON.parse(data) as { number: number }).number])
}

export function describeJournal(name: string, open: () => Promise<JournalHarness>): void {
  describe(`journal contract: ${name}`, () => {
    let harness: JournalHarness
    beforeEach(async () => {
      harness = await open()
    })
    afterEach(async () => {
      await harness.close()
    })

    async function publish(channel: string, count: number): Promise<void> {
      for (let number = 1; number <= count; number += 1) await harness.append(channel, { number })
    }

    it('gives a channel without publications offset 0 and an epoch that lasts', async () => {
      const { journal } = harness
      const position = await journal.position('empty')
      expect(position.offset).toBe(0)
      expect(position.epoch).not.toBe('')
      expect(await journal.position('empty')).toEqual(position)
      expect(await journal.read('empty', 0, 10)).toEqual({ position, publications: [] })
      expect(await journal.read('empty', 1, 10)).toBeNull()
    })

    it('keeps the epoch of an empty channel when its first publication comes', async () => {
      const { epoch } = await harness.journal.position('a')
      expect(await harness.append('a', { number: 1 })).toEqual({ epoch, offset: 1 })
      expect(await harness.journal.position('a')).toEqual({ epoch, offset: 1 })
    })

    it('allots gapless offsets per channel', async () => {
      for (let number = 1; number <= 3; number += 1) {
        expect((await harness.append('a', { number })).offset).toBe(number)
        expect((await harness.append('b', { number })).offset).toBe(number)
      }
      const read = await harness.journal.read('a', 0, 10)
      expect(numbers(read?.publications ?? [])).toEqual([
        [1, 1],
        [2, 2],
        [3, 3],
      ])
    })

    it('allots gapless offsets to publications that come at once', async () => {
      const positions = await Promise.all([1, 2, 3, 4, 5].map((number) => harness.append('a', { number })))
      expect(positions.map(({ offset }) => offset).toSorted()).toEqual([1, 2, 3, 4, 5])
      const read = await harness.journal.read('a', 0, 10)
      expect(read?.publications.map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5])
    })

    it('says up to where publications are no longer kept', async () => {
      const { journal } = harness
      expect(await journal.floor?.('a')).toBe(0)
      await publish('a', 5)
      expect(await journal.floor?.('a')).toBe(0)
      await harness.prune('a', 2)
      expect(await journal.floor?.('a')).toBe(3)
      expect((await journal.read('a', 3, 10))?.publications).toHaveLength(2)
    })

    it('reads what comes after an offset, oldest first, and where the channel stands', async () => {
      await publish('a', 5)
      const position = await harness.journal.position('a')
      const read = await harness.journal.read('a', 2, 2)
      expect(read?.position).toEqual(position)
      expect(numbers(read?.publications ?? [])).toEqual([
        [3, 3],
        [4, 4],
      ])
      expect(await harness.journal.read('a', 5, 10)).toEqual({ position, publications: [] })
    })

    it('reads no more payload than is asked for, and one publication at least', async () => {
      const { journal } = harness
      for (const text of ['ü'.repeat(500), 'x'.repeat(1_000), 'x'.repeat(5_000), 'x']) {
        await harness.append('a', { text })
      }
      const read = async (after: number, limit: number, maxBytes: number) =>
        (await journal.read('a', after, limit, maxBytes))?.publications.map(({ offset }) => offset)
      expect(await read(0, 10, 3_000)).toEqual([1, 2])
      expect(await read(0, 1, 3_000)).toEqual([1])
      expect(await read(0, 10, 10)).toEqual([1])
      expect(await read(2, 10, 3_000)).toEqual([3])
      expect(await read(0, 10, 100_000)).toEqual([1, 2, 3, 4])
      expect(await read(4, 10, 10)).toEqual([])
    })

    it('reads nothing above the head', async () => {
      await publish('a', 2)
      expect(await harness.journal.read('a', 3, 10)).toBeNull()
    })

    it('reads nothing from before what it still keeps', async () => {
      await publish('a', 5)
      await harness.prune('a', 2)
      expect(await harness.journal.read('a', 2, 10)).toBeNull()
      const read = await harness.journal.read('a', 3, 10)
      expect(numbers(read?.publications ?? [])).toEqual([
        [4, 4],
        [5, 5],
      ])
      expect((await harness.append('a', { number: 6 })).offset).toBe(6)
    })

    it('stands where it stood when everything was pruned', async () => {
      await publish('a', 3)
      const position = await harness.journal.position('a')
      await harness.prune('a', 0)
      expect(await harness.journal.position('a')).toEqual(position)
      expect(await harness.journal.read('a', 3, 10)).toEqual({ position, publications: [] })
    })

    it('gives other epochs after a restore, also to channels that were empty', async () => {
      await publish('a', 2)
      const before = [await harness.journal.position('a'), await harness.journal.position('empty')]
      await harness.rotateEpochs()
      const after = [await harness.journal.position('a'), await harness.journal.position('empty')]
      expect(after[0]?.epoch).not.toBe(before[0]?.epoch)
      expect(after[1]?.epoch).not.toBe(before[1]?.epoch)
    })

    it('tells where the channels stand that are asked for, and no others', async () => {
      const { journal } = harness
      await publish('other', 1)
      await publish('a', 2)
      await publish('b', 1)
      const heads = await journal.heads(['b', 'a', '__proto__'])
      expect(heads.get('a')).toEqual(await journal.position('a'))
      expect(heads.get('b')).toEqual(await journal.position('b'))
      expect(heads.has('other')).toBe(false)
      expect([...(await journal.heads([]))]).toEqual([])
    })

    it('tells of each publication once it is committed, and of nothing else', async () => {
      const { journal } = harness
      for (let number = 1; number <= 3; number += 1) {
        const position = await harness.append('a', { number })
        expect((await journal.heads(['a'])).get('a')).toEqual(position)
      }
      await harness.prune('a', 0)
      expect((await journal.heads(['a'])).get('a')).toEqual(await journal.position('a'))
    })

    it('says of a channel without publications what `position` says, or nothing', async () => {
      const { journal } = harness
      const position = await journal.position('empty')
      await publish('a', 1)
      expect([undefined, position]).toContainEqual((await journal.heads(['empty'])).get('empty'))
    })

    it('tells where thousands of channels stand at once', async () => {
      const { journal } = harness
      await publish('channel 1', 2)
      await publish('channel 2999', 1)
      const names = Array.from({ length: 3_000 }, (_, index) => `channel ${index}`)
      const heads = await journal.heads(names)
      const offsets = names.map((name) => heads.get(name)?.offset ?? 0)
      expect(offsets.reduce((sum, offset) => sum + offset, 0)).toBe(3)
      expect([offsets[1], offsets[2999]]).toEqual([2, 1])
    })
  })
}
