/**
 * The database of a test. A suite that opens it this way runs twice: on SQLite, and on PostgreSQL in the project
 * `postgres` of vitest.config.ts, which finds these suites by their imports.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import type { Storage } from '../src/storage/storage.ts'
import { claimTestPostgres, openTestPostgres } from './test-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the run's own PostgreSQL; undefined where suites run on SQLite. */
    postgresUrl: string | undefined
  }
}

const postgresUrl = inject('postgresUrl')

/** An empty database, in `folder` if it is a file; closing it throws it away. */
export async function openTestStorage(folder: string): Promise<Storage> {
  if (postgresUrl !== undefined) return openTestPostgres(postgresUrl)
  const path = join(folder, 'copydesk.db')
  if (!existsSync(path)) writeFileSync(path, await readMigrated())
  return openSqlite({ path, synchronous: 'off' })
}

let migrated: Promise<Buffer> | undefined

/** A database that has its tables: migrating is most of what it costs to make one, so each process does it once. */
function readMigrated(): Promise<Buffer> {
  migrated ??= migrate()
  return migrated
}

async function migrate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-migrated-'))
  try {
    const path = join(folder, 'copydesk.db')
    const storage = await openSqlite({ path, synchronous: 'off' })
    await storage.close()
    return readFileSync(path)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Where an empty database is, for `openAt` in several processes. */
export async function createTestDatabase(folder: string): Promise<string> {
  return postgresUrl === undefined ? join(folder, 'copydesk.db') : claimTestPostgres(postgresUrl)
}
