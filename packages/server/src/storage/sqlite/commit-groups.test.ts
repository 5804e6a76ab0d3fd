import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrateToLatest } from '../migrate.ts'
import type { Tables } from '../schema.ts'
import type { Tx } from '../storage.ts'
import { CommitGroups } from './commit-groups.ts'
import { InPlace, type SqliteConnection } from './connection.ts'
import { EngineDialect } from './dialect.ts'
import { Engine, type EngineOptions } from './engine.ts'
import { EngineInThread } from './engine-in-thread.ts'

const places: Record<string, (options: EngineOptions) => SqliteConnection | Promise<SqliteConnection>> = {
  'in this thread': (options) => new InPlace(Engine.open(options)),
  'in a thread of its own': (options) => EngineInThread.open(options),
}

describe.each(Object.entries(places))('group commit %s', (_, connect) => {
  let folder: string
  let connection: SqliteConnection
  let db: Kysely<Tables>
  let groups: CommitGroups
  let now: number

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'copydesk-groups-'))
    const path = join(folder, 'copydesk.db')
    connection = await connect({ path, role: 'writer', synchronous: 'normal', alsoPresent: [] })
    db = new Kysely<Tables>({ dialect: new EngineDialect(connection, 'writer') })
    await migrateToLatest(db)
    await connection.execute({ type: 'guard' })
    now = 0
    groups = new CommitGroups(db, () => now)
  })
  afterEach(async () => {
    await db.destroy()
    await connection.close()
    rmSync(folder, { recursive: true })
  })

  const put = (key: string) => (tx: Tx) => tx.insertInto('meta').values({ key, value: 'here' }).execute()
  const commits = async () =>
    Number(
      (await db.selectFrom('meta').select('value').where('key', '=', 'commits').executeTakeFirst())?.value,
    )
  const keys = async () =>
    (await db.selectFrom('meta').select('key').where('value', '=', 'here').orderBy('key').execute()).map(
      ({ key }) => key,
    )

  it('commits once for all that wait at the same time', async () => {
    const before = await commits()
    await Promise.all(Array.from({ length: 16 }, (_, index) => groups.write(put(`key ${index}`))))
    expect(await keys()).toHaveLength(16)
    expect((await commits()) - before).toBe(1)
  })

  it('runs one after the other, in the order of their asking, each seeing those before it', async () => {
    const seen = await Promise.all(
      ['a', 'b', 'c'].map((key) =>
        groups.write(async (tx) => {
          const before = await tx.selectFrom('meta').select('key').where('value', '=', 'here').execute()
          await put(key)(tx)
          return before.length
        }),
      ),
    )
    expect(seen).toEqual([0, 1, 2])
  })

  it('tells nobody before the commit, not even who was refused', async () => {
    const told: string[] = []
    let tellsEarly = false
    const last = async (tx: Tx) => {
      await put('c')(tx)
      tellsEarly = told.length > 0
    }
    await Promise.allSettled([
      groups.write(put('a')).then(() => told.push('a')),
      groups.write(() => Promise.reject(new Error('refused'))).catch(() => told.push('b')),
      groups.write(last).then(() => told.push('c')),
    ])
    expect(tellsEarly).toBe(false)
    expect(told).toEqual(['a', 'b', 'c'])
  })

  it('undoes what one of them refuses, and that alone', async () => {
    const refused = groups.write(async (tx) => {
      await put('b')(tx)
      throw new Error('refused')
    })
    const others = [groups.write(put('a')), groups.write(put('c'))]
    await expect(refused).rejects.toThrow('refused')
    await Promise.all(others)
    expect(await keys()).toEqual(['a', 'c'])
  })

  it('counts no commit where everybody was refused', async () => {
    const before = await commits()
    const refused = [1, 2].map(() =>
      groups.write(async (tx) => {
        await put('a')(tx)
        throw new Error('refused')
      }),
    )
    await Promise.allSettled(refused)
    expect(await commits()).toBe(before)
  })

  it('fails for all when the commit fails, and goes on with the next', async () => {
    const broken = async (tx: Tx) => {
      await sql`pragma defer_foreign_keys = on`.execute(tx)
      await sql`insert into versions_of_nothing select 1`.execute(tx).catch(() => undefined)
      await tx
        .insertInto('sessions')
        .values({ id: 's', token_hash: 's', person_id: 'nobody', created_at: 0, expires_at: 0 })
        .execute()
    }
    const outcomes = await Promise.allSettled([
      groups.write(put('a')),
      groups.write(broken),
      groups.write(() => Promise.reject(new Error('refused'))),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    for (const outcome of outcomes) {
      expect(String((outcome as PromiseRejectedResult).reason)).toContain('FOREIGN KEY constraint failed')
    }
    await groups.write(put('b'))
    expect(await keys()).toEqual(['b'])
  })

  it('fails for all when the database has rolled back by itself, and writes nothing outside of it', async () => {
    const lost = async (tx: Tx) => {
      // As SQLite does by itself when the disk is full or broken.
      await sql`rollback`.execute(tx)
      await put('b')(tx)
    }
    const outcomes = await Promise.allSettled([
      groups.write(put('a')),
      groups.write(lost),
      groups.write(put('c')),
    ])
    expect(outcomes.slice(0, 2).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    // The third waited for the group to end, and has a transaction of its own.
    expect(outcomes[2]?.status).toBe('fulfilled')
    expect(await keys()).toEqual(['c'])
  })

  it('has there what it said is there when the disk is full', async () => {
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit((rows[0]?.page_count ?? 0) + 4)}`.execute(db)
    const large = (tx: Tx) =>
      tx
        .insertInto('meta')
        .values({ key: 'large', value: 'x'.repeat(1_000_000) })
        .execute()
    const outcomes = await Promise.allSettled([
      groups.write(put('a')),
      groups.write(large),
      groups.write(put('c')),
    ])
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'storage_full' } })
    const there = outcomes.flatMap(({ status }, index) =>
      status === 'fulfilled' ? [['a', 'b', 'c'][index]] : [],
    )
    expect(await keys()).toEqual(there)
  })

  it('begins a new group when one has lasted long enough', async () => {
    const before = await commits()
    const slow = async (tx: Tx) => {
      await put('a')(tx)
      now += 1_000
    }
    await Promise.all([groups.write(slow), groups.write(put('b')), groups.write(put('c'))])
    expect((await commits()) - before).toBe(2)
  })
})
