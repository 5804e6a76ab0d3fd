/** Writers of the same channels never wait for each other in a circle, and offsets stay gapless. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CopydeskEvent } from '@copydesk/contract'
import { expect, it, onTestFinished } from 'vitest'
import { keepHouse } from '../src/jobs/housekeeping.ts'
import { appendTexts, lockChannels, rewritePublications, StorageJournal } from '../src/storage/journal.ts'
import type { Storage, Tx } from '../src/storage/storage.ts'
import { openTestStorage } from './test-storage.ts'

const names = Array.from({ length: 12 }, (_, index) => `channel ${index % 2 === 0 ? index : `é${index}`}`)
const writers = 8
const rounds = 15

const withoutWords = (event: CopydeskEvent): CopydeskEvent => Object.assign(event, { old: '' })

/** Counts how often the work of a transaction began: once each, unless one had to give way to another. */
function counted(storage: Storage) {
  const counts = { writes: 0, attempts: 0 }
  const write = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    counts.writes += 1
    return storage.write((tx) => {
      counts.attempts += 1
      return work(tx)
    })
  }
  return { counts, storage: { ...storage, read: storage.read.bind(storage), write } as Storage }
}

it('append, rewrite and remove in one order, without ever giving way', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-locks-'))
  const opened = await openTestStorage(folder)
  onTestFinished(async () => {
    await opened.close()
    rmSync(folder, { recursive: true })
  })
  const { storage, counts } = counted(opened)
  const appended = new Map<string, number>()
  /** The same choice in every run: some of the channels, in another order each time. */
  const chosen = (writer: number, round: number): string[] =>
    names
      .map((name, index) => ({ name, order: (index * 7 + writer * 5 + round * 11) % 12 }))
      .filter(({ order }) => order < 2 + ((writer + round) % 5))
      .sort((a, b) => a.order - b.order)
      .map(({ name }) => name)

  async function work(writer: number): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      const channels = chosen(writer, round)
      if (writer === 0 && round % 5 === 4) {
        const retention = { maxAgeMs: 1e9, maxPerChannel: 5, maxBytesPerChannel: 1e6 }
        await keepHouse({ storage, now: () => 1_000, retention })
      }
      await storage.write(async (tx) => {
        if (round % 3 === 2) {
          await lockChannels(tx, channels)
          await rewritePublications(tx, channels, 'old', withoutWords)
        }
        const data = JSON.stringify({ writer, round, old: 'old'.repeat(round) })
        await appendTexts(
          tx,
          channels.map((channel) => ({ channel, data })),
          1_000,
        )
      })
      for (const channel of channels) appended.set(channel, (appended.get(channel) ?? 0) + 1)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)))

  expect(counts.attempts).toBe(counts.writes)
  const journal = new StorageJournal(storage)
  const heads = await journal.heads(names)
  for (const name of names) {
    expect(heads.get(name)?.offset ?? 0, name).toBe(appended.get(name) ?? 0)
    const floor = await journal.floor(name)
    const kept = (await journal.read(name, floor, 1_000))?.publications.map(({ offset }) => offset) ?? []
    expect(kept).toEqual(
      Array.from({ length: (appended.get(name) ?? 0) - floor }, (_, index) => floor + 1 + index),
    )
  }
  // What is kept of each channel is counted right, whoever appended, rewrote and removed at once.
  const rows = await storage.read((tx) =>
    tx
      .selectFrom('channels')
      .leftJoin('publications', 'publications.channel', 'channels.name')
      .select(['channels.name', 'channels.bytes', 'publications.data'])
      .execute(),
  )
  for (const [name, group] of Map.groupBy(rows, (row) => row.name)) {
    const bytes = group.reduce((sum, { data }) => sum + Buffer.byteLength(data ?? ''), 0)
    expect(group[0]?.bytes, name).toBe(bytes)
  }
})
