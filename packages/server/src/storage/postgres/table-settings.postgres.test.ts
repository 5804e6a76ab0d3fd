/** What PostgreSQL is told about tables and transactions, read back from one; and that it makes a difference. */
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPostgresDatabase } from '../../../test/postgres-database.ts'
import { append } from '../journal.ts'
import type { Storage, Tx } from '../storage.ts'
import { openPostgres } from './open.ts'
import { tableSettings } from './table-settings.ts'

async function open(url: string, limits = {}): Promise<Storage> {
  const storage = await openPostgres({ url, connections: 2, ...limits })
  onTestFinished(() => storage.close())
  return storage
}

describe('tables whose rows change all the time', () => {
  const optionsOf = `select relname as name, reloptions as options from pg_class
    where reloptions is not null and relkind = 'r' order by relname`

  it('are kept as they are declared, and as an operator wants them', async () => {
    const { url, query } = await createPostgresDatabase()
    await open(url)
    const declared = Object.entries(tableSettings).map(([name, settings]) => ({
      name,
      options: Object.entries(settings).map(([option, value]) => `${option}=${value}`),
    }))
    expect(await query(optionsOf)).toEqual(declared.toSorted((a, b) => (a.name < b.name ? -1 : 1)))

    await query('alter table outbox set (fillfactor = 90); alter table channels reset (fillfactor)')
    await open(url)
    const kept = await query(`select relname as name from pg_class
      where 'fillfactor=90' = any(reloptions) or (relname = 'channels' and 'fillfactor=50' = any(reloptions))
      order by relname`)
    expect(kept).toEqual([{ name: 'channels' }, { name: 'outbox' }])
  })

  it('are left alone where another role owns them', async () => {
    const { as, query, role, url } = await createPostgresDatabase()
    await open(url)
    await query(`create role ${role} login; grant all on schema public to ${role};
      grant all on all tables in schema public to ${role}; alter table outbox reset (fillfactor)`)
    await open(as(role))
    expect(
      await query(`select reloptions::text like '%fillfactor%' as "isSet" from pg_class
      where relname = 'outbox'`),
    ).toEqual([{ isSet: false }])
  })

  it('have room for a change in each page, which then writes no index', async () => {
    const { url, query } = await createPostgresDatabase()
    const storage = await open(url)
    const channels = Array.from({ length: 500 }, (_, index) => `project:${index}`)
    for (const now of [1, 2]) {
      const event = { id: String(now), type: 'people.changed' } as never
      await storage.write((tx) =>
        append(
          tx,
          channels.map((channel) => ({ channel, event })),
          now,
        ),
      )
    }
    await storage.close()
    const figures = async () =>
      (
        await query(`select n_tup_upd::int as changed, n_tup_hot_upd::int as "inPage"
        from pg_stat_user_tables where relname = 'channels'`)
      )[0]
    // They arrive when the connection of the storage has ended over there too.
    await expect.poll(figures, { timeout: 60_000 }).toMatchObject({ changed: 500 })
    expect(Number((await figures())?.inPage)).toBeGreaterThan(450)
  })
})

describe('transactions', () => {
  const readLimits = async (tx: Tx) => {
    const { rows } = await sql`select current_setting('statement_timeout') as statement,
      current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle`.execute(tx)
    return rows[0]
  }

  it('end after the time that is set, and not later', async () => {
    const { url } = await createPostgresDatabase()
    const usual = await open(url)
    const expected = { statement: '30s', lock: '5s', idle: '30s' }
    expect(await usual.read(readLimits)).toEqual(expected)
    expect(await usual.write(readLimits)).toEqual(expected)
    const patient = await open(url, { statementTimeoutMs: 60_000, lockTimeoutMs: 20_000 })
    expect(await patient.write(readLimits)).toEqual({ statement: '1min', lock: '20s', idle: '30s' })
  })

  it('wait for a connection no longer than for a lock, and say what to look at', async () => {
    const { url } = await createPostgresDatabase()
    const [holder, waiter] = [
      await open(url, { lockTimeoutMs: 3000 }),
      await open(url, { lockTimeoutMs: 3000 }),
    ]
    const change = (tx: Tx) => tx.updateTable('meta').set({ value: 'x' }).where('key', '=', 'epoch').execute()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const holding = holder.write(async (tx) => {
      await change(tx)
      begin()
      await ended
    })
    await begun
    const busy = (remedy: string) => ({ code: 'storage_busy', remedy: expect.stringContaining(remedy) })
    await Promise.all([
      expect(holder.write(async () => {})).rejects.toMatchObject(busy('COPYDESK_DATABASE_CONNECTIONS')),
      expect(waiter.write(change)).rejects.toMatchObject(busy('keeps rows locked')),
      // Reads have connections of their own.
      holder.read(async () => {}),
    ])
    end()
    await holding
    await waiter.write(change)
  })
})
