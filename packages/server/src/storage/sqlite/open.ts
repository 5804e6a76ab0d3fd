/**
 * Opens the SQLite file: one connection that writes, one that reads snapshots. Refuses, before anything is
 * written, a file that is damaged or that a newer Copydesk has migrated.
 */
import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Kysely } from 'kysely'
import { floorKey, migrateToLatest, refuseTooNew } from '../migrate.ts'
import type { Tables } from '../schema.ts'
import type { Storage } from '../storage.ts'
import { StorageFailure } from '../storage-failure.ts'
import { StorageRefusedError } from '../storage-refused-error.ts'
import { NodeSqliteDialect, type TransactionListener } from './dialect.ts'
import { failureOf } from './failure-of.ts'
import { FilePresence } from './file-presence.ts'
import { factOf, History } from './history.ts'
import { putAsideLeftOverLog } from './left-over-log.ts'
import { MainFile } from './main-file.ts'
import { patiently } from './patiently.ts'
import { SqliteStorage } from './sqlite-storage.ts'
import { logPathOf } from './write-ahead-log.ts'

export interface OpenSqliteOptions {
  /** Path of the database file; its folder is created when missing. */
  path: string
  /**
   * `full` survives a power cut with every acknowledged change; `normal` survives a crash of the process, and is
   * about three times as fast.
   */
  synchronous?: 'full' | 'normal'
  /** Files without which nothing may be written any more, beside the database itself. */
  alsoPresent?: readonly string[]
  /** Told of a write-ahead log of another database that was put aside, with its new path. */
  onLeftOverLog?: (path: string) => void
}

interface Guard extends TransactionListener {
  /** Why nothing may be written any more; undefined while all is well. */
  whatIsWrong(): string | undefined
}

/** Opens and migrates. Throws StorageRefusedError when the file must not be touched. */
export async function openSqlite(options: OpenSqliteOptions): Promise<Storage> {
  const { path, synchronous = 'full', alsoPresent = [], onLeftOverLog } = options
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  refuseEmpty(path)
  const aside = putAsideLeftOverLog(path)
  if (aside !== undefined) onLeftOverLog?.(aside)
  if (existsSync(path)) await patiently(() => examine(path), failureOf)
  const writing = await patiently(() => connect(path), failureOf)
  writing.exec(`pragma synchronous = ${synchronous}`)
  let listener: TransactionListener | undefined
  const writer = new Kysely<Tables>({
    dialect: new NodeSqliteDialect({ database: writing, begin: 'immediate', listener: () => listener }),
  })
  await patiently(() => migrateToLatest(writer), failureOf)
  const history = await patiently(() => History.resume(writing, path), failureOf)
  const guard = guarded(history, new FilePresence([path, ...alsoPresent]), new MainFile(path))
  listener = guard
  const reading = await patiently(() => connect(path), failureOf)
  reading.exec('pragma query_only = on')
  const reader = new Kysely<Tables>({
    dialect: new NodeSqliteDialect({ database: reading, begin: 'deferred' }),
  })
  return new SqliteStorage({
    path,
    writer,
    reader,
    // Closing would write the log's pages into whatever lies there now.
    mayClose: () => guard.whatIsWrong() === undefined,
    beforeClose: () => history.close(),
  })
}

/** Commits only while the files are there, and the main file is the one that the log belongs to. */
function guarded(history: History, files: FilePresence, main: MainFile): Guard {
  const whatIsWrong = () => {
    const missing = files.missing()
    if (missing !== undefined) return `${missing} is gone`
    return main.isReplaced(() => history.inMainFile())
      ? 'the database was replaced by an older one'
      : undefined
  }
  const refuse = () => {
    const cause = whatIsWrong()
    if (cause !== undefined) throw new StorageFailure('storage_gone', { cause })
  }
  return {
    whatIsWrong,
    beginning: refuse,
    begun: () => history.begun(),
    committing: () => {
      refuse()
      history.committing()
    },
    committed: () => {
      main.written()
      history.committed()
    },
  }
}

/**
 * Memory that each connection may keep pages in, taken as needed. What a change of 5,000 items touches fits; with
 * SQLite's own 2 MB such a change reads pages again and again: 58 MB in place of 22.
 */
const cacheKilobytes = 32_000

function connect(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 0 })
  database.exec(`pragma cache_size = -${cacheKilobytes}`)
  database.exec('pragma journal_mode = wal; pragma foreign_keys = on; pragma temp_store = memory')
  // SQLite's own `lower` knows ASCII only; this one agrees with the reducers, as PostgreSQL's of this name does.
  database.function('fold_case', { deterministic: true }, (text) =>
    typeof text === 'string' ? text.toLowerCase() : text,
  )
  return database
}

/** Leaves no file behind: without a log, reading in WAL mode would make one that only a writer can remove. */
function connectForReading(path: string): DatabaseSync {
  const file = pathToFileURL(path)
  if (!existsSync(`${path}-wal`)) file.searchParams.set('immutable', '1')
  return new DatabaseSync(file, { readOnly: true, timeout: 0 })
}

/** SQLite takes an empty or a missing file for a new database, and throws away the log beside it. */
function refuseEmpty(path: string): void {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? {}
  if (size === 0) {
    throw new StorageRefusedError(
      `The database ${path} is empty: a copy broke off, or a disk lost it. Nothing was changed. ` +
        'Restore a backup to that path, or delete the file to begin anew without people and content.',
    )
  }
  if (size === undefined && existsSync(logPathOf(path))) {
    throw new StorageRefusedError(
      `The database ${path} is missing, and its log ${logPathOf(path)} is there. Nothing was changed. ` +
        'Put both back, or delete the log too to begin anew without people and content.',
    )
  }
}

function examine(path: string): void {
  let applied: string[]
  let floor: string | undefined
  try {
    const database = connectForReading(path)
    try {
      const [check] = database.prepare('pragma quick_check(1)').all()
      if (check?.quick_check !== 'ok') throw new Error(String(check?.quick_check))
      const known = database.prepare("select 1 from sqlite_schema where name = 'kysely_migration'").get()
      applied = known
        ? database
            .prepare('select name from kysely_migration')
            .all()
            .map((row) => String(row.name))
        : []
      floor = known && factOf(database, floorKey)
    } finally {
      database.close()
    }
  } catch (error) {
    if (failureOf(error)?.code === 'storage_busy') throw error
    throw new StorageRefusedError(
      `The database ${path} is damaged or is not a database (${error instanceof Error ? error.message : error}). ` +
        'Nothing was changed. Restore a backup to that path, or set COPYDESK_DATA_DIR to another folder.',
    )
  }
  refuseTooNew(applied, floor)
}
