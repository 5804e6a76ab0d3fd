/**
 * Opens the SQLite file: one connection that writes, one that reads snapshots. Refuses, before anything is
 * written, a file that is damaged or that a newer Copydesk has migrated.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { migrateToLatest } from '../migrate.ts'
import type { Tables } from '../schema.ts'
import type { Storage } from '../storage.ts'
import { InPlace, type SqliteConnection } from './connection.ts'
import { EngineDialect } from './dialect.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { EngineInThread } from './engine-in-thread.ts'
import { type ExamineOptions, examine, refuseEmpty } from './examine.ts'
import { failureOf } from './failure-of.ts'
import { putAsideLeftOverLog } from './left-over-log.ts'
import { patiently } from './patiently.ts'
import { SqliteStorage } from './sqlite-storage.ts'

export interface OpenSqliteOptions {
  /** Path of the database file; its folder is created when missing. */
  path: string
  /**
   * `full` survives a power cut with every acknowledged change; `normal` survives a crash of the process, and is
   * about three times as fast; `off` waits for no disk, for what is thrown away.
   */
  synchronous?: EngineOptions['synchronous']
  /** Files without which nothing may be written any more, beside the database itself. */
  alsoPresent?: readonly string[]
  /** Told of a write-ahead log of another database that was put aside, with its new path. */
  onLeftOverLog?: (path: string) => void
  /** Whether SQLite gets threads of its own, so that this one never waits for it; else it works in this one. */
  inThreads?: boolean
}

const beforeOpening: ExamineOptions = {
  check: 'quick_check',
  remedy: 'Restore a backup to that path, or set COPYDESK_DATA_DIR to another folder.',
}

/** Opens and migrates. Throws StorageRefusedError when the file must not be touched. */
export async function openSqlite(options: OpenSqliteOptions): Promise<Storage> {
  const { path, synchronous = 'full', alsoPresent = [], onLeftOverLog, inThreads = false } = options
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  refuseEmpty(path)
  const aside = putAsideLeftOverLog(path)
  if (aside !== undefined) onLeftOverLog?.(aside)
  if (existsSync(path)) await patiently(() => examine(path, beforeOpening), failureOf)
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
