/**
 * The database of a test. A suite that opens it this way runs twice: on SQLite, and on PostgreSQL in the project
 * `postgres` of vitest.config.ts, which finds these suites by their imports.
 */
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
export function openTestStorage(folder: string): Promise<Storage> {
  if (postgresUrl !== undefined) return openTestPostgres(postgresUrl)
  return openSqlite({ path: join(folder, 'copydesk.db'), synchronous: 'normal' })
}

/** Where an empty database is, for `openAt` in several processes. */
export async function createTestDatabase(folder: string): Promise<string> {
  return postgresUrl === undefined ? join(folder, 'copydesk.db') : claimTestPostgres(postgresUrl)
}
