/**
 * At most one server per data folder: a second one would miss the first one's announcements and do its jobs twice.
 * The lock is one of the operating system, held through an exclusive SQLite transaction, so that it goes with the
 * process, however that ends. Other commands may use the database meanwhile.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CliFailure } from './cli-command.ts'

/** Takes the lock until the returned function is called. */
export function lockDataDir(dataDir: string): () => void {
  mkdirSync(dataDir, { recursive: true })
  const database = new DatabaseSync(join(dataDir, 'server.lock'), { timeout: 0 })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new CliFailure(
      `Another Copydesk server is running on ${dataDir}. Stop it first, or set COPYDESK_DATA_DIR to another folder.`,
    )
  }
  return () => database.close()
}

/** SQLITE_BUSY: someone else holds the lock. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
