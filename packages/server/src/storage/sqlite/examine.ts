/**
 * Looks at a database file before anything is written: refused is what is empty, damaged, no database, or changed by a
 * newer Copydesk.
 */
import { existsSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { floorKey, refuseTooNew } from '../migrate.ts'
import { StorageRefusedError } from '../storage-refused-error.ts'
import { failureOf } from './failure-of.ts'
import { factOf } from './history.ts'
import { logPathOf } from './write-ahead-log.ts'

/** SQLite takes an empty or a missing file for a new database, and throws away the log beside it. */
export function refuseEmpty(path: string): void {
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

export interface ExamineOptions {
  /** `quick_check` leaves out whether indexes hold what their tables do, and takes a fraction of the time. */
  check: 'quick_check' | 'integrity_check'
  /** For people, after what is wrong. */
  remedy: string
}

/** Gives the names of the migrations that were applied. Throws a StorageRefusedError, or SQLite's own while it is busy. */
export function examine(path: string, { check, remedy }: ExamineOptions): string[] {
  let applied: string[]
  let floor: string | undefined
  try {
    const database = connectForReading(path)
    try {
      const [result] = database.prepare(`pragma ${check}(1)`).all()
      if (result?.[check] !== 'ok') throw new Error(String(result?.[check]))
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
        `Nothing was changed. ${remedy}`,
    )
  }
  refuseTooNew(applied, floor)
  return applied
}

/** Leaves no file behind: without a log, reading in WAL mode would make one that only a writer can remove. */
function connectForReading(path: string): DatabaseSync {
  const file = pathToFileURL(path)
  if (!existsSync(logPathOf(path))) file.searchParams.set('immutable', '1')
  return new DatabaseSync(file, { readOnly: true, timeout: 0 })
}
