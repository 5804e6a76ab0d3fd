/**
 * Another history is another epoch. The database remembers (`meta`) what its history is told by: the system identifier
 * of its cluster, the timeline, the oid of the database and the file of the table of channels. A restored dump has
 * another database or another file, a promoted replica another timeline, a copy of a cluster's dump another cluster.
 *
 *     reached ─▶ same start of the server, same file ─▶ go on (asked with each BEGIN, in the same round trip)
 *        └─ anything else: compare with what is remembered ─▶ equal ─▶ go on
 *                                                        └─▶ new epoch for every channel
 *
 * What is in doubt gets a new epoch (VACUUM FULL does): it costs each client one fresh load, the contrary the truth.
 */
import { CompiledQuery, type DatabaseConnection } from 'kysely'
import { newEpoch } from '../new-epoch.ts'
import { codeOf } from './failure-of.ts'

const markKey = 'postgres_history'

/**
 * What the history is told by, joined by colons. The timeline is that of what is written now: `pg_control_checkpoint()`
 * keeps the old one for a while after a promotion.
 */
const identity = [
  'select system_identifier from pg_control_system()',
  'select left(pg_walfile_name(pg_current_wal_lsn()), 8)',
  `select oid || ':' || pg_relation_filenode('channels') from pg_database where datname = current_database()`,
]

/**
 * Servers as a service may have no such function, take the right to it, or refuse it: Aurora has no timelines, since its
 * replicas share one storage. The other facts are left then.
 */
const withheld = new Set(['42501', '42883', '0A000', '55000'])
export class History {
  /** Tells with each BEGIN what may have changed since the last one. Cheap: nothing of it is read from disk. */
  readonly whereabouts =
    `select pg_postmaster_start_time()::text || ':' || pg_relation_filenode('channels') as whereabouts`
  #known: string | undefined

  isKnown(whereabouts: string | undefined): boolean {
    return whereabouts !== undefined && whereabouts === this.#known
  }

  /** Compares the database that this connection leads to with what it remembers, and takes it for known. */
  async resume(connection: DatabaseConnection): Promise<void> {
    const ask = async (sql: string, parameters: unknown[] = []) =>
      (await connection.executeQuery<Record<string, string>>(CompiledQuery.raw(sql, parameters))).rows[0]
    await ask('begin isolation level read committed read write; set local lock_timeout = 5000')
    try {
      // Two servers that start at once: the second one waits here, and finds what the first one wrote.
      await ask(`select value from meta where key = 'epoch' for update`)
      const facts: string[] = []
      for (const fact of identity) {
        await ask('savepoint fact')
        const row = await ask(`select (${fact})::text as fact`).catch(async (error: unknown) => {
          if (!withheld.has(codeOf(error))) throw error
          await ask('rollback to savepoint fact')
          return undefined
        })
        facts.push(row?.fact ?? '')
      }
      const now = facts.join(':')
      const before = (await ask('select value from meta where key = $1', [markKey]))?.value
      if (now !== before) {
        const epoch = newEpoch()
        await ask(`update meta set value = $1 where key = 'epoch'`, [epoch])
        await ask('update channels set epoch = $1', [epoch])
        await ask(
          'insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
          [markKey, now],
        )
      }
      const whereabouts = (await ask(this.whereabouts))?.whereabouts
      await ask('commit')
      this.#known = whereabouts
    } catch (error) {
      await ask('rollback').catch(() => {})
      throw error
    }
  }
}
