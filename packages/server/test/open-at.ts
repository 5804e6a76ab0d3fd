/** A database that several processes of a test use: a path of SQLite's, or an address of PostgreSQL's. */
import { openPostgres } from '../src/storage/postgres/open.ts'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import type { Storage } from '../src/storage/storage.ts'

export function openAt(database: string): Promise<Storage> {
  return database.startsWith('postgres:')
    ? openPostgres({ url: database, connections: 2 })
    : openSqlite({ path: database, inThreads: true })
}
