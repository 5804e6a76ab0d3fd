/**
 * How PostgreSQL keeps tables whose rows change or go all the time. Set at each start where a table has no such setting:
 * a table that a migration wrote anew gets them again, and what an operator chose stays.
 *
 * - Rows that change without a change of an indexed column are written anew within their page, while there is room in it
 *   (`fillfactor`): no index is written, and the next reader tidies the page.
 * - Autovacuum waits for a fifth of a table by default. Queues are small and turn over by the minute; the journal is large, and a
 *   fifth of it would be days.
 */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../schema.ts'
import { codeOf } from './failure-of.ts'

type TableSettings = Readonly<Record<string, number>>

/** Changed with each publication, comment or notification. */
const counter: TableSettings = {
  fillfactor: 50,
  autovacuum_vacuum_scale_factor: 0,
  autovacuum_vacuum_threshold: 1000,
}
/** Comes and goes; its dead rows lie in the way of whoever looks for the next one. */
const queue: TableSettings = {
  ...counter,
  fillfactor: 70,
  autovacuum_analyze_scale_factor: 0,
  autovacuum_analyze_threshold: 1000,
  autovacuum_vacuum_cost_delay: 0,
}
/** Large; each row is written once and goes after days. */
const log: TableSettings = {
  autovacuum_vacuum_scale_factor: 0.02,
  autovacuum_vacuum_insert_scale_factor: 0.05,
  autovacuum_analyze_scale_factor: 0.02,
}
/** Edited by people. */
const edited: TableSettings = { fillfactor: 85, autovacuum_vacuum_scale_factor: 0.05 }

export const tableSettings: Partial<Record<keyof Tables, TableSettings>> = {
  channels: counter,
  comment_counts: counter,
  inbox_counts: counter,
  outbox: queue,
  publications: log,
  idempotency_keys: log,
  notifications: { autovacuum_vacuum_scale_factor: 0.05 },
  inbox_entries: edited,
  projects: edited,
  project_items: edited,
  versions: edited,
}

/** Nobody waits for it, nor does a start fail by it: a table that is busy, or another's, is left as it is. */
export async function applyTableSettings(db: Kysely<Tables>): Promise<void> {
  for (const [table, settings] of await readMissing(db)) {
    const list = settings.map(([name, value]) => `${name} = ${value}`).join(', ')
    try {
      await db
        .transaction()
        .execute((tx) => sql`alter table ${sql.table(table)} set (${sql.raw(list)})`.execute(tx))
    } catch (error) {
      if (!passing.has(codeOf(error))) throw error
    }
  }
}

/** A lock that was not to be had in time, and a table that is another role's. */
const passing = new Set(['55P03', '42501'])

async function readMissing(db: Kysely<Tables>): Promise<[table: string, settings: [string, number][]][]> {
  const tables = Object.keys(tableSettings).map((table) => sql`to_regclass(${table})`)
  const { rows } = await sql<{ name: keyof Tables; options: string[] | null }>`
    select relname as name, reloptions as options from pg_class where oid in (${sql.join(tables)})`.execute(
    db,
  )
  return rows.flatMap(({ name, options }): [string, [string, number][]][] => {
    const there = new Set(options?.map((option) => option.split('=')[0]))
    const missing = Object.entries(tableSettings[name] ?? {}).filter(([setting]) => !there.has(setting))
    return missing.length === 0 ? [] : [[name, missing]]
  })
}
