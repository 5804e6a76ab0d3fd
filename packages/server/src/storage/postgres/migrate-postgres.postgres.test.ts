/** Migrations of PostgreSQL that leave the transaction: an index is built while others write, and survives whatever ends it. */
import { Kysely } from 'kysely'
import { Client } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresDatabase } from '../../../test/postgres-database.ts'
import { migrations } from '../migrations/index.ts'
import { changeIndices, type SchemaMigration } from '../migrations/index-change.ts'
import type { Tables } from '../schema.ts'
import { connectionOptions } from './connection-options.ts'
import { CopydeskPostgresDialect } from './dialect.ts'
import { migratePostgres, migrating } from './migrate-postgres.ts'
import { createPool } from './pool.ts'

const index = changeIndices({ create: 'counts_once', definition: 'on comment_counts (count)', unique: true })
const later: SchemaMigration = {
  up: (db) => db.schema.createTable('later').addColumn('id', 'text').execute(),
}
const withIndex = { ...migrations, '9001-once': index, '9002-later': later, '9003-again': index }

async function prepare() {
  const { url, query } = await createPostgresDatabase()
  const server = () => {
    const pool = createPool(connectionOptions(url), { max: 4, connectTimeoutMs: 60_000 })
    const kysely = () =>
      new Kysely<Tables>({ dialect: new CopydeskPostgresDialect({ pool, transactions: migrating }) })
    const parts = { migrator: kysely(), outside: kysely() }
    onTestFinished(() => pool.end())
    return (all: Record<string, SchemaMigration> = withIndex) =>
      migratePostgres({ ...parts, migrations: all })
  }
  const client = async () => {
    const connected = new Client({ connectionString: url })
    await connected.connect()
    onTestFinished(() => connected.end().catch(() => {}))
    return connected
  }
  const indexes = () =>
    query(`select indisvalid as "isValid", indisunique as "isUnique" from pg_index
      where indexrelid = to_regclass('counts_once')`)
  const waitsForOthers = () =>
    expect
      .poll(
        () =>
          query(`select 1 from pg_stat_activity where query like 'create unique index concurrently%'
          and wait_event_type = 'Lock' and datname = current_database()`),
        { timeout: 60_000 },
      )
      .toHaveLength(1)
  return { query, server, client, indexes, waitsForOthers }
}

describe('an index that a migration builds', () => {
  it('is there at once in a new database', async () => {
    const { server, indexes } = await prepare()
    await server()({ ...migrations, '9001-once': index })
    expect(await indexes()).toEqual([{ isValid: true, isUnique: true }])
  })

  it('keeps no writer waiting while it waits itself', async () => {
    const { server, client, indexes, waitsForOthers, query } = await prepare()
    const migrate = server()
    await migrate(migrations)
    const writer = await client()
    await writer.query(`begin; insert into comment_counts values ('a', 1)`)
    const migrated = migrate()
    await waitsForOthers()
    await query(`insert into comment_counts values ('b', 2)`)
    await writer.query('commit')
    await migrated
    expect(await indexes()).toEqual([{ isValid: true, isUnique: true }])
    expect(await query(`select to_regclass('later') is not null as "isThere"`)).toEqual([{ isThere: true }])
  })

  it('is built anew where an interrupted start left half of it', async () => {
    const { server, indexes, client, waitsForOthers, query } = await prepare()
    const migrate = server()
    await migrate(migrations)
    const writer = await client()
    await writer.query(`begin; insert into comment_counts values ('a', 1)`)
    const interrupted = migrate()
    interrupted.catch(() => {})
    await waitsForOthers()
    await query(`select pg_terminate_backend(pid) from pg_stat_activity
      where query like 'create unique index concurrently%' and datname = current_database()`)
    await expect(interrupted).rejects.toThrow()
    await writer.query('commit')
    expect(await indexes()).toEqual([{ isValid: false, isUnique: true }])
    expect(await query(`select name from kysely_migration where name > '9'`)).toEqual([])
    await server()()
    expect(await indexes()).toEqual([{ isValid: true, isUnique: true }])
    expect(await query(`select name from kysely_migration where name > '9' order by name`)).toEqual([
      { name: '9001-once' },
      { name: '9002-later' },
      { name: '9003-again' },
    ])
  })

  it('is built by one of several servers that start at once', async () => {
    const { server, indexes, client, waitsForOthers, query } = await prepare()
    await server()(migrations)
    const writer = await client()
    await writer.query(`begin; insert into comment_counts values ('a', 1)`)
    const starts = [server()(), server()(), server()()]
    await waitsForOthers()
    await writer.query('commit')
    await Promise.all(starts)
    expect(await indexes()).toEqual([{ isValid: true, isUnique: true }])
    expect(await query(`select count(*)::int as count from kysely_migration where name > '9'`)).toEqual([
      { count: 3 },
    ])
  })
})
