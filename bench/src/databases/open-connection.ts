/** One connection to either database, for whoever has its address. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Client } from 'pg'
import type { DatabaseAddress, DatabaseRow } from './database.ts'

export interface Connection {
  all(sql: string, parameters?: readonly unknown[]): Promise<DatabaseRow[]>
  close(): Promise<void>
}

const timeoutMs = 5000

export function openConnection({ name, location }: DatabaseAddress): Promise<Connection> {
  return name === 'sqlite' ? openSqlite(location) : openPostgres(location)
}

async function openSqlite(path: string): Promise<Connection> {
  const database = new DatabaseSync(path, { timeout: timeoutMs })
  return {
    all: async (sql, parameters = []) => {
      const statement = database.prepare(sql.replaceAll('$', '?'))
      return statement.all(...(parameters as SQLInputValue[])) as DatabaseRow[]
    },
    close: async () => database.close(),
  }
}

async function openPostgres(connectionString: string): Promise<Connection> {
  const client = new Client({ connectionString })
  await client.connect()
  return {
    all: async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows,
    close: () => client.end(),
  }
}
