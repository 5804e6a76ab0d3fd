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
import { StorageRefusedError } from '../storage-refused-error.ts'
import { InPlace, type SqliteConnection } from './connection.ts'
import { EngineDialect } from './dialect.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { EngineInThread } from './engine-in-thread.ts'
import { failureOf } from './failure-of.ts'
import { factOf } from './history.ts'
import { putAsideLeftOverLog } from './left-over-log.ts'
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
  /** Whether SQLite gets threads of its own, so that this one never waits for it; else it works in this one. */
  inThreads?: boolean
}

/** Opens and migrates. Throws StorageRefusedError when the file must not be touched. */
export async function openSqlite(options: OpenSqliteOptions): Promise<Storage> {
  const { path, synchronous = 'full', alsoPresent = [], onLeftOverLog, inThreads = false } = options
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  refuseEmpty(path)
  const aside = putAsideLeftOverLog(path)
  if (aside !== undefined) onLeftOverLog?.(aside)
  if (existsSync(path)) await patiently(() => examine(path), failureOf)
  const connect = (role: EngineOptions['role']): Promise<SqliteConnection> =>
    patiently(async () => {
      const engine = { path, role, synchronous, alsoPresent }
      return inThreads ? await EngineInThread.open(engine) : new InPlace(Engine.open(engine))
    }, failureOf)
  const writing = await connect('writer')
  const writer = new Kysely<Tables>({ dialect: new EngineDialect(writing, 'writer') })
  await patiently(() => migrateToLatest(writer), failureOf)
  await patiently(() => writing.execute({ type: 'guard' }), failureOf)
  const reading = await connect('reader')
  const reader = new Kysely<Tables>({ dialect: new EngineDialect(reading, 'reader') })
  return new SqliteStorage({
    path,
    writer,
    reader,
    writing,
    reading,
    ...(inThreads ? { held: await patiently(() => hold(path), failureOf) } : {}),
  })
}

/**
 * A thread that ends closes its connections, whatever the file is by then, and the last one to close writes the log's
 * pages into it. This one, in the thread that ends with the process, is never the first to go.
 */
function hold(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 0 })
  database.prepare('select 1 from sqlite_schema').get()
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
