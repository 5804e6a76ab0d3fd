/** Everything moves from one database to another, offsets and epochs included; what is no whole export changes nothing. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { lockDataDir } from '../src/cli/data-dir-lock.ts'
import { exportCommand, importDataCommand } from '../src/cli/export.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { seedDemo } from '../src/demo/seed-demo.ts'
import type { Storage } from '../src/storage/storage.ts'
import { exportDatabase } from '../src/storage/transfer/export-database.ts'
import { importDatabase } from '../src/storage/transfer/import-database.ts'
import { openAt } from './open-at.ts'
import { testStart } from './test-app.ts'
import { createTestDatabase, openTestStorage } from './test-storage.ts'

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-transfer-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

async function empty(): Promise<Storage> {
  const storage = await openTestStorage(makeFolder())
  onTestFinished(() => storage.close())
  return storage
}

async function linesOf(storage: Storage): Promise<string[]> {
  const lines: string[] = []
  await exportDatabase(storage, async (line) => void lines.push(line))
  return lines
}

async function publishOnce(storage: Storage): Promise<void> {
  const row = { name: 'site', epoch: 'e', head: 2, floor: 0, changed_at: 1 }
  await storage.write((tx) => tx.insertInto('channels').values(row).execute())
}

const given = (lines: readonly string[]) =>
  async function* () {
    yield* lines
  }

async function openFile(): Promise<Storage> {
  const storage = await openAt(join(makeFolder(), 'copydesk.db'))
  onTestFinished(() => storage.close())
  return storage
}

it('moves from a file to another database and back into a file, every row the same', async () => {
  const source = await openFile()
  await seedDemo(source, testStart)
  const lines = await linesOf(source)
  expect(lines.length).toBeGreaterThan(1000)
  const between = await empty()
  await importDatabase(between, given(lines))
  const target = await openFile()
  await importDatabase(target, given(await linesOf(between)))
  expect(await linesOf(target)).toEqual(lines)
})

it('refuses a database with anything in it', async () => {
  const lines = await linesOf(await empty())
  const target = await empty()
  await target.write((tx) => tx.insertInto('comment_counts').values({ subject_id: 'x', count: 1 }).execute())
  await expect(importDatabase(target, given(lines))).rejects.toThrow(/not empty.*comment_counts/)
})

const row = '{"table":"channels","columns":["name","epoch","head","floor","changed_at","bytes"]}'
const channel = '["projects","e",3,0,1,0]'

it.each([
  ['an empty file', () => [], /cut off/],
  ['a file without its end', (lines: string[]) => lines.slice(0, -1), /cut off/],
  [
    'a row that is missing',
    (lines: string[]) => lines.filter((line) => !line.startsWith('["site"')),
    /came in/,
  ],
  ['a row too many', (lines: string[]) => lines.toSpliced(1, 0, row, channel), /came in/],
  ['a row after the end', (lines: string[]) => [...lines, channel], /after the last one/],
  [
    'another version',
    (lines: string[]) => lines.with(0, '{"copydesk":"export","version":1,"schema":"0001-journal"}'),
    /export with the version/,
  ],
  [
    'a table that is not there',
    (lines: string[]) => lines.toSpliced(1, 0, '{"table":"kysely_migration","columns":["name"]}'),
    /does not have/,
  ],
  ['a line that is no JSON', (lines: string[]) => lines.toSpliced(1, 0, '['), /line 2 is not JSON/],
  ['something else', () => ['hello'], /not JSON/],
])('refuses %s, and leaves the database empty', async (_, change, words) => {
  const source = await empty()
  await publishOnce(source)
  const target = await empty()
  const before = await linesOf(target)
  const lines = change(await linesOf(source))
  const imported = importDatabase(target, given(lines))
  await expect(imported).rejects.toThrow(words)
  expect(await linesOf(target)).toEqual(before)
})

it('goes through files, compressed by their name, and keeps the epoch at the next opening', async () => {
  const folder = makeFolder()
  const said: string[] = []
  const run = (database: string, ...argv: string[]) => {
    const env = database.startsWith('postgres:')
      ? { COPYDESK_DATABASE_URL: database }
      : { COPYDESK_DATA_DIR: join(database, '..') }
    const say = (line: string) => said.push(line)
    const io = { env, cwd: folder, print: say, complain: say }
    return runCli({ argv, commands: [exportCommand, importDataCommand], version: '0', io: io as never })
  }
  const createDatabase = () => createTestDatabase(makeFolder())
  const from = await createDatabase()
  const source = await openAt(from)
  await publishOnce(source)
  const lines = await linesOf(source)
  await source.close()
  expect(await run(from, 'export', 'all.ndjson.gz')).toBe(0)
  expect(said.join()).not.toMatch(/running/)
  const bytes = readFileSync(join(folder, 'all.ndjson.gz'))
  expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]))
  expect(await run(from, 'export', 'all.ndjson.gz')).toBe(1)
  expect(said.at(-1)).toMatch(/already/)
  if (!from.startsWith('postgres:')) {
    lockDataDir(join(from, '..'))
    expect(await run(from, 'export', 'while-it-runs.gz')).toBe(0)
    expect(said.at(-1)).toMatch(/A server is running/)
  }
  writeFileSync(join(folder, 'cut.gz'), bytes.subarray(0, bytes.length / 2))
  expect(await run(await createDatabase(), 'import-data', 'cut.gz')).toBe(1)
  expect(said.at(-1)).toMatch(/cannot be read/)
  const to = await createDatabase()
  expect(await run(to, 'import-data', 'all.ndjson.gz')).toBe(0)
  const target = await openAt(to)
  onTestFinished(() => target.close())
  expect(await linesOf(target)).toEqual(lines)
})
