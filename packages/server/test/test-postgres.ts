/**
 * PostgreSQL databases for tests, fast: a process keeps those that it used, emptied in one round trip, and the next
 * process takes them over. Whoever uses one holds an advisory lock in it, which ends with its process.
 */
import { Client } from 'pg'
import { openPostgres } from '../src/storage/postgres/open.ts'
import type { Storage } from '../src/storage/storage.ts'

interface TestDatabase {
  url: string
  /** Holds the lock. */
  client: Client
  /** Opened at first use. */
  storage?: Storage
}

const lock = 4600
const mostDatabases = 100
const connections = 8
const free: TestDatabase[] = []

/** An empty database; closing the storage gives it back. */
export async function openTestPostgres(server: string): Promise<Storage> {
  const database = await take(server)
  database.storage ??= await openPostgres({ url: database.url, connections })
  await empty(database.client)
  const { storage } = database
  let isClosed = false
  const whileOpen = <T>(run: () => Promise<T>) =>
    isClosed ? Promise.reject(new Error('The storage of this test is closed')) : run()
  return {
    database: storage.database,
    read: (work) => whileOpen(() => storage.read(work)),
    write: (work) => whileOpen(() => storage.write(work)),
    sizes: () => storage.sizes(),
    close: async () => {
      if (isClosed) return
      isClosed = true
      free.push(database)
    },
  }
}

/** The address of a database that is this process's until it ends, for programs that open it themselves. */
export async function claimTestPostgres(server: string): Promise<string> {
  const { client, url } = await take(server)
  await (await openPostgres({ url, connections: 2 })).close()
  await empty(client)
  return url
}

async function take(server: string): Promise<TestDatabase> {
  return free.pop() ?? (await claim(server))
}

async function claim(url: string): Promise<TestDatabase> {
  for (let number = 1; number <= mostDatabases; number += 1) {
    const name = `test_${number}`
    const client = (await connect(url, name)) ?? (await create(url, name))
    const { rows } = await client.query('select pg_try_advisory_lock($1) as is_mine', [lock])
    if (!rows[0].is_mine) {
      await client.end()
      continue
    }
    return { client, url: urlOf(url, name) }
  }
  throw new Error(`All ${mostDatabases} databases are in use`)
}

async function connect(url: string, name: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: urlOf(url, name) })
  try {
    await client.connect()
    return client
  } catch (error) {
    if (hasCode(error, '3D000')) return undefined
    throw error
  }
}

async function create(url: string, name: string): Promise<Client> {
  const admin = new Client({ connectionString: url })
  await admin.connect()
  try {
    await admin.query(`create database ${name}`)
  } catch (error) {
    // Another process was faster.
    if (!hasCode(error, '42P04') && !hasCode(error, '23505')) throw error
  } finally {
    await admin.end()
  }
  const client = await connect(url, name)
  return client ?? create(url, name)
}

/** TRUNCATE would be slower for a few rows, and would make another history of it. */
async function empty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'
     and tablename not like 'kysely%' and tablename <> 'meta'`,
  )
  await client.query(
    [
      'begin',
      'set local session_replication_role = replica',
      ...rows.map(({ name }) => `delete from ${name}`),
      `delete from meta where key not in ('epoch', 'schema_floor', 'postgres_history')`,
      'commit',
    ].join('; '),
  )
}

function urlOf(url: string, database: string): string {
  const result = new URL(url)
  result.pathname = `/${database}`
  return result.href
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
