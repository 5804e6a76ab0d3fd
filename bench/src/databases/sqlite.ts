/** SQLite in the product's data folder, opened for each question: the product has it open itself. */
import { join } from 'node:path'
import type { DatabaseAddress, DatabaseRow, ProductDatabase } from './database.ts'
import { openConnection } from './open-connection.ts'

export function sqliteIn(dataDir: string): ProductDatabase {
  const address: DatabaseAddress = { name: 'sqlite', location: join(dataDir, 'copydesk.db') }
  const all = async (sql: string, parameters?: readonly unknown[]): Promise<DatabaseRow[]> => {
    const connection = await openConnection(address)
    try {
      return await connection.all(sql, parameters)
    } finally {
      await connection.close()
    }
  }
  const commits = async () => {
    const [row] = await all("select value from meta where key = 'commits'")
    return Number(row?.value)
  }
  return {
    address,
    env: {},
    all,
    commits,
    // With `synchronous = FULL` each commit waits for it once.
    syncs: commits,
    analyze: async () => {},
    stop: async () => {},
  }
}
