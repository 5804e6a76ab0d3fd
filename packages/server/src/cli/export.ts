/** `copydesk export` and `copydesk import-data`: everything from one database to another, such as SQLite to PostgreSQL. */
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { loadSettings } from '../settings/load-settings.ts'
import { exportDatabase } from '../storage/transfer/export-database.ts'
import type { Summary } from '../storage/transfer/export-format.ts'
import { importDatabase } from '../storage/transfer/import-database.ts'
import { type CliCommand, CliFailure } from './cli-command.ts'
import { isDataDirLocked, lockDataDir } from './data-dir-lock.ts'
import { databaseLabel, withServices } from './open-services.ts'

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'writes everything into one file, for another database',
  arguments: ['file'],
  options: {},
  details: [
    'The file has a line of JSON for each row; it is compressed when its name ends with .gz. It holds everybody’s',
    'words and sessions: keep it as safe as the database. The server may run meanwhile; what it writes from then on is',
    'not in the file, so stop it first where the file is to take the place of the database.',
  ],
  run: async (io, call) => {
    const file = resolve(io.cwd, call.arguments[0] ?? '')
    if (existsSync(file)) throw new CliFailure(`There is a file ${file} already: name another one.`)
    const settings = loadSettings(io)
    const summary = await withServices(settings, ({ storage }) => writeFile(file, storage))
    io.print(`${described(summary)} are in ${file}.`)
    if (settings.databaseUrl === undefined && isDataDirLocked(settings.dataDir)) io.complain(stillRunning)
    return 0
  },
}

export const importDataCommand: CliCommand = {
  name: 'import-data',
  summary: 'fills an empty database from a file of copydesk export',
  arguments: ['file'],
  options: {},
  details: [
    'All of it or nothing. Positions of clients stay good: open windows go on where they were. The version must be',
    'the one that exported. No server may run on the data folder meanwhile.',
  ],
  run: async (io, call) => {
    const settings = loadSettings(io)
    const file = resolve(io.cwd, call.arguments[0] ?? '')
    if (!existsSync(file)) throw new CliFailure(`There is no file ${file}.`)
    if (settings.databaseUrl === undefined) lockDataDir(settings.dataDir)
    const summary = await withServices(settings, ({ storage }) =>
      importDatabase(storage, () => linesOf(file)),
    )
    io.print(`${databaseLabel(settings)} has ${described(summary)} now.`)
    return 0
  },
}

const stillRunning =
  'A server is running on this database. What it writes from now on is not in the file: to move, stop it and export again.'

/** Under another name until it is whole. */
async function writeFile(file: string, storage: Parameters<typeof exportDatabase>[0]): Promise<Summary> {
  const unfinished = `${file}.unfinished`
  const output = createWriteStream(unfinished, { mode: 0o600, flush: true })
  const head = file.endsWith('.gz') ? createGzip() : new PassThrough()
  const done = pipeline(head, output)
  // Told by whoever awaits it below.
  done.catch(() => {})
  try {
    const summary = await exportDatabase(storage, async (line) => {
      if (!head.write(`${line}\n`)) await Promise.race([once(head, 'drain'), done])
    })
    head.end()
    await done
    renameSync(unfinished, file)
    return summary
  } catch (error) {
    head.destroy()
    rmSync(unfinished, { force: true })
    throw error
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file)
  const text = file.endsWith('.gz') ? input.pipe(createGunzip()) : input
  // A pipe does not pass errors on.
  if (text !== input) input.on('error', (error: Error) => text.destroy(error))
  try {
    yield* createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    throw new CliFailure(
      `${file} cannot be read (${error instanceof Error ? error.message : error}). Nothing was changed.`,
    )
  }
}

function described({ counts }: Summary): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `${rows.toLocaleString('en')} rows of ${Object.keys(counts).length} tables`
}
