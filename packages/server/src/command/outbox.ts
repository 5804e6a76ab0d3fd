/** The outbox: work that follows from a change, written in its transaction. `jobs/` carries it out. */
import type { Actor, Id } from '@copydesk/contract'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../storage/storage.ts'

/** A piece of work on its way into the outbox; the object that declares the work makes it. */
export interface OutboxEntry {
  name: string
  /** JSON. */
  payload: unknown
  key?: string | undefined
  /** The instant that it is due at, by the clock on the wall. */
  dueAt?: number | undefined
  /** How long it waits where it is due at no instant. */
  delayMs?: number | undefined
  /** In whose name it is done; the system's when left out. */
  actor?: Actor | undefined
}

/** The names of work that is new in the outbox; any where nobody knows them. */
export type NewWork = ReadonlySet<string> | 'any'

/**
 * Adds work to the outbox. Where an entry under the same name and key is pending, the new one takes its place, as a new
 * entry with an id of its own: a node that is at the old one finds it gone and leaves the new one to be done. What is
 * due at no instant keeps the earlier end of the wait, so that a steady stream does not put it off for ever.
 */
export async function enqueue(
  tx: Tx,
  entries: readonly OutboxEntry[],
  now: number,
  newId: () => Id,
): Promise<void> {
  const rows = entries.map((entry) => rowOf(entry, now, newId))
  const [keyed, others] = [rows.filter((row) => row.key !== null), rows.filter((row) => row.key === null)]
  if (others.length > 0) await tx.insertInto('outbox').values(others).execute()
  // In the order of their keys, so that two transactions never wait for each other.
  for (const row of keyed.toSorted((a, b) => (`${a.topic} ${a.key}` < `${b.topic} ${b.key}` ? -1 : 1))) {
    await tx
      .insertInto('outbox')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['topic', 'key'])
          .where('key', 'is not', null)
          .doUpdateSet(({ ref, eb }) => ({
            ...row,
            created_at: ref('outbox.created_at'),
            due_at: row.timed
              ? row.due_at
              : eb
                  .case()
                  .when('outbox.due_at', '<', row.due_at)
                  .then(ref('outbox.due_at'))
                  .else(row.due_at)
                  .end(),
          })),
      )
      .execute()
  }
}

function rowOf(entry: OutboxEntry, now: number, newId: () => Id) {
  return {
    id: newId(),
    topic: entry.name,
    payload: JSON.stringify(entry.payload),
    key: entry.key ?? null,
    actor_id: entry.actor?.id ?? null,
    actor_kind: entry.actor?.kind ?? null,
    created_at: now,
    due_at: entry.dueAt ?? now + (entry.delayMs ?? 0),
    timed: entry.dueAt === undefined ? (0 as const) : (1 as const),
    attempts: 0,
    lease: null,
    last_error: null,
  }
}

/**
 * Takes back what is pending under a key, and says whether anything was: false once it is done. A node that is at it in
 * this moment finds it gone at its end, and undoes what it did.
 */
export async function cancel(tx: Tx, work: { name: string }, key: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('topic', '=', work.name)
    .where('key', '=', key)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Makes due what is pending under the keys that begin so; `prefix` holds ids and blanks alone. */
export async function hasten(tx: Tx, work: { name: string }, prefix: string, now: number): Promise<void> {
  await tx
    .updateTable('outbox')
    .set({ due_at: now })
    .where('topic', '=', work.name)
    .where('key', 'like', `${prefix}%`)
    .where('due_at', '>', now)
    .execute()
}

/** Of rows whose work has a key, `key` in SQL: none of it is pending. */
export function nothingPending(work: { name: string }, key: RawBuilder<unknown>): RawBuilder<SqlBool> {
  return sql<SqlBool>`not exists (select 1 from outbox where outbox.topic = ${work.name} and outbox.key = ${key})`
}
