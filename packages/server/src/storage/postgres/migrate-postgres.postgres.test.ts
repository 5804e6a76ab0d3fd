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
  const waitsForOthers = (statement = 'create unique index concurrently') =>
    expect
      .poll(
        () =>
          query(`select 1 from pg_stat_activity where query ilike '${statement}%'
          and wait_event_type = 'Lock' and datname = current_database()`),
        { timeout: 60_000 },
      )
      .toHaveLength(1)
  return { query, server, client, indexes, waitsForOthers }
}

describe('an index that a migration builds', () => {
  it('is there at once in a new database, on which several servers start at once', async () => {
    const { server, indexes } = await prepare()
    const starts = [server(), server(), server()]
    await Promise.all(starts.map((migrate) => migrate({ ...migrations, '9001-once': index })))
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

describe('comments from before they had numbers', () => {
  const before = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < '0076'))
  const answer = `insert into comments (id, revision, content_id, language, thread_id, parent_id, author_id, author_kind,
    body, created_at)`

  it('are numbered and found by their numbers, those too that are written while the migration waits', async () => {
    const { server, client, waitsForOthers, query } = await prepare()
    const migrate = server()
    await migrate(before)
    // 40 threads with 99 answers each, in no order of the table.
    await query(`${answer} select to_char(thread, 'FM00') || to_char(n, 'FM000'), 1, 'c', 'en',
      to_char(thread, 'FM00') || '000', case when n > 0 then to_char(thread, 'FM00') || '000' end, 'p', 'person', '', 1
      from generate_series(1, 40) as thread, generate_series(0, 99) as n order by md5(thread || '-' || n)`)
    const writer = await client()
    await writer.query(
      `begin; ${answer} values ('07100', 1, 'c', 'en', '07000', '07000', 'p', 'person', '', 1)`,
    )
    const migrated = migrate(migrations)
    await waitsForOthers('alter table "comments" add column "number"')
    await writer.query('commit')
    await migrated
    const rows = await query('select id, thread_id, number from comments order by thread_id, id')
    expect(rows).toHaveLength(4001)
    const counted = new Map<unknown, number>()
    for (const { id, thread_id, number } of rows) {
      const fresh = counted.get(thread_id) ?? 0
      counted.set(thread_id, fresh + 1)
      if (number !== fresh) throw new Error(`${id} has the number ${number} instead of ${fresh}`)
    }
    expect(counted.get('07000')).toBe(101)
    for (const name of ['comments_number', 'comments_threads', 'comments_text_threads']) {
      const valid = await query(`select indisvalid as "isValid" from pg_index
        where indexrelid = to_regclass('${name}')`)
      expect(valid).toEqual([{ isValid: true }])
    }
  })
})
