/** A database that several processes of a test use: a path of SQLite's, or an address of PostgreSQL's. */
import { openPostgres } from '../src/storage/postgres/open.ts'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import type { Storage } from '../src/storage/storage.ts'

/** `connections`: to PostgreSQL; half of them write, so one that waits for a lock keeps others from writing where it is the only one. */
export function openAt(database: string, connections = 2): Promise<Storage> {
  return database.startsWith('postgres:')
    ? openPostgres({ url: database, connections })
    : openSqlite({ path: database, inThreads: true })
}
