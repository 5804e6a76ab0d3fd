/** The commands that operators are told for PostgreSQL do what is promised, with its real tools. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from '@copydesk/testkit/postgres'
import { Client } from 'pg'
import { expect, inject, it, onTestFinished } from 'vitest'
import { backupCommand, restoreCommand } from '../src/cli/backup.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { append, StorageJournal } from '../src/storage/journal.ts'
import { openPostgres } from '../src/storage/postgres/open.ts'
import type { Storage } from '../src/storage/storage.ts'
import { exportDatabase } from '../src/storage/transfer/export-database.ts'

/** Makes an empty database, as an operator would. */
async function createDatabase(name: string): Promise<string> {
  const server = inject('postgresUrl') ?? ''
  const client = new Client({ connectionString: server })
  await client.connect()
  await client.query(`drop database if exists ${name} with (force)`)
  await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function open(url: string): Promise<Storage> {
  const storage = await openPostgres({ url, connections: 4 })
  onTestFinished(() => storage.close())
  return storage
}

/** The one command that is told, as it stands there. */
async function told(command: 'backup' | 'restore', url: string): Promise<string> {
  const said: string[] = []
  const say = (line: string) => said.push(line)
  const io = { env: { COPYDESK_DATABASE_URL: url }, cwd: tmpdir(), print: say, complain: say }
  const commands = [backupCommand, restoreCommand]
  expect(await runCli({ argv: [command, 'x'], commands, version: '0', io: io as never })).toBe(1)
  const lines = said.join('\n').split('\n')
  return lines.find((line) => line.startsWith('  pg_'))?.trim() ?? ''
}

async function rowsOf(storage: Storage): Promise<string[]> {
  const lines: string[] = []
  await exportDatabase(storage, async (line) => void lines.push(line))
  return lines
}

it('dumps a database that is open and restores it as another history', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-dump-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const from = await createDatabase('dumped')
  const to = await createDatabase('restored')
  const run = (command: string, url: string) =>
    execFileSync('sh', ['-c', command], {
      cwd: folder,
      env: { PATH: `${findBinaries()}:${process.env.PATH}`, COPYDESK_DATABASE_URL: url },
      stdio: 'pipe',
    })
  const source = await open(from)
  for (const id of ['one', 'two', 'three']) {
    const event = { id, type: 'project.deleted' } as never
    await source.write((tx) => append(tx, [{ channel: 'projects', event }], 1))
  }
  const before = await new StorageJournal(source).position('projects')
  run(await told('backup', from), from)
  run(await told('restore', to), to)
  const target = await open(to)
  const after = await new StorageJournal(target).position('projects')
  expect(after.offset).toBe(before.offset)
  expect(after.epoch).not.toBe(before.epoch)
  const [rows, restored] = [await rowsOf(source), await rowsOf(target)]
  expect(restored.length).toBe(rows.length)
  expect(restored.join('\n').replaceAll(after.epoch, before.epoch)).toBe(rows.join('\n'))
})
