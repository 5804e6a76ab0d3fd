/**
 * At most one server per data folder: a second one would miss the first one's announcements and do its jobs twice.
 * The lock is one of the operating system, held through an exclusive SQLite transaction, so that it goes with the
 * process, however that ends, and never before. Other commands may use the database meanwhile.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CliFailure } from './cli-command.ts'
import { prepareDataFolder } from './data-folder.ts'

/** Kept for good: what nobody refers to is closed by the garbage collector, and with it the lock. */
const held: DatabaseSync[] = []

/** Takes the lock for the rest of this process and returns the path of its file, which must stay. */
export function lockDataDir(dataDir: string): string {
  prepareDataFolder(dataDir)
  const path = lockFileIn(dataDir)
  const lock = takeLock(path)
  if (lock === null) {
    throw new CliFailure(
      `Another Copydesk server is running on ${dataDir}. Stop it first, or set COPYDESK_DATA_DIR to another folder.`,
    )
  }
  held.push(lock)
  return path
}

/** Whether a server runs on the folder now. */
export function isDataDirLocked(dataDir: string): boolean {
  if (!existsSync(lockFileIn(dataDir))) return false
  const lock = takeLock(lockFileIn(dataDir))
  lock?.close()
  return lock === null
}

function lockFileIn(dataDir: string): string {
  return join(dataDir, 'server.lock')
}

/** Null where another process has it. */
function takeLock(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    // Nothing is ever written, so no journal needs to lie beside it.
    database.exec('pragma journal_mode = memory; begin exclusive')
    return database
  } catch (error) {
    database.close()
    if (isBusy(error)) return null
    throw error
  }
}

/** SQLITE_BUSY: someone else holds the lock. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
