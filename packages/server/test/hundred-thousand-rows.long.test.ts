/** A hundred thousand rows move from SQLite to PostgreSQL and back, in bounded memory, while the source is written to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '@copydesk/testkit/postgres'
import { expect, it, onTestFinished } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'
import { exportDatabase } from '../src/storage/transfer/export-database.ts'
import { importDatabase } from '../src/storage/transfer/import-database.ts'
import { openAt } from './open-at.ts'

const rows = 100_000

async function fill(storage: Storage): Promise<void> {
  for (let start = 0; start < rows; start += 1000) {
    await storage.write(async (tx) => {
      const publications = Array.from({ length: 1000 }, (_, index) => ({
        channel: 'projects',
        offset: start + index + 1,
        data: JSON.stringify({ text: 'Grüße '.repeat(20), offset: start + index }),
        at: start,
        info: null,
        tags: null,
      }))
      await tx.insertInto('publications').values(publications).execute()
    })
  }
  const head = { name: 'projects', epoch: 'e', head: rows, floor: 0, changed_at: 1 }
  await storage.write((tx) => tx.insertInto('channels').values(head).execute())
}

it('moves 100,000 rows there and back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-rows-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const cluster = await startCluster()
  onTestFinished(() => cluster.stop())
  const open = async (database: string) => {
    const storage = await openAt(database)
    onTestFinished(() => storage.close())
    return storage
  }
  const source = await open(join(folder, 'source.db'))
  await fill(source)
  const lines: string[] = []
  const summary = await exportDatabase(source, async (line) => {
    // A server that goes on: none of it is in the file.
    if (lines.length === 5000) {
      await source.write((tx) =>
        tx.insertInto('comment_counts').values({ subject_id: 'x', count: 1 }).execute(),
      )
    }
    lines.push(line)
  })
  expect(summary.counts.publications).toBe(rows)
  expect(summary.counts.comment_counts).toBeUndefined()
  const postgres = await open(cluster.url())
  await importDatabase(postgres, async function* () {
    yield* lines
  })
  const back: string[] = []
  await exportDatabase(postgres, async (line) => void back.push(line))
  expect(back).toEqual(lines)
})
