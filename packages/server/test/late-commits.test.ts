/** What was missed is decided by offsets: no clock, however wrong, hides a publication from a hub. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendTexts, StorageJournal } from '../src/storage/journal.ts'
import type { Storage } from '../src/storage/storage.ts'
import { openTestStorage } from './test-storage.ts'

const start = Date.UTC(2026, 0, 1)

describe('the heads of the journal', () => {
  let folder: string
  let storage: Storage
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copydesk-late-'))
    storage = await openTestStorage(folder)
  })
  afterEach(async () => {
    await storage.close()
    rmSync(folder, { recursive: true })
  })

  const publish = (channel: string, at: number) =>
    storage.write((tx) => appendTexts(tx, [{ channel, data: '1' }], at))

  it.each([
    ['a minute slow', -60_000],
    ['a minute fast', 60_000],
    ['years slow', -400 * 86_400_000],
  ])('show what a writer published whose clock is %s', async (_, offMs) => {
    const journal = new StorageJournal(storage, () => start)
    await publish('a', start)
    expect((await journal.heads(['a'])).get('a')?.offset).toBe(1)
    await publish('a', start + offMs)
    await publish('b', start + offMs)
    const heads = await journal.heads(['a', 'b'])
    expect([heads.get('a')?.offset, heads.get('b')?.offset]).toEqual([2, 1])
  })

  it('show a commit that began 15 s before others which were committed and seen first', async () => {
    const journal = new StorageJournal(storage, () => start + 15_000)
    await publish('b', start + 14_000)
    await publish('a', start + 15_000)
    await journal.heads(['a', 'b'])
    await publish('b', start)
    expect((await journal.heads(['a', 'b'])).get('b')?.offset).toBe(2)
  })

  it('show a commit whose transaction was open while others were committed and seen', async () => {
    const journal = new StorageJournal(storage, () => start + 15_000)
    let isAppended = (): void => undefined
    let commit = (): void => undefined
    const appended = new Promise<void>((resolve) => {
      isAppended = resolve
    })
    const held = new Promise<void>((resolve) => {
      commit = resolve
    })
    const slow = storage.write(async (tx) => {
      await appendTexts(tx, [{ channel: 'a', data: '1' }], start)
      isAppended()
      await held
    })
    await appended
    // SQLite has one writer: there the others wait.
    const others = ['b', 'c'].map((channel) => publish(channel, start + 15_000))
    if (storage.database === 'postgres') await Promise.all(others)
    expect((await journal.heads(['a'])).get('a')?.offset).toBe(0)
    commit()
    await Promise.all([slow, ...others])
    const heads = await journal.heads(['a', 'b', 'c'])
    expect([...heads.values()].map(({ offset }) => offset)).toEqual([1, 1, 1])
  })
})
