/**
 * What is due, and whose turn it is. Work in transactions is claimed by the lock of its name's row: a node that dies
 * lets go of it with its connection, and the entries themselves stay unlocked until the end, so that a command which
 * changes or cancels one never waits for work that waits for the command. Deliveries are claimed by a lease.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { defaultRetry, type Work } from '../command/work.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { together } from '../storage/together.ts'

/** An entry as it is taken. */
export type OutboxRow = Row<'outbox'>

/** An entry that this node holds by a lease; the attempt that is made counts already. */
export type ClaimedRow = OutboxRow & { lease: string }

/** What one node at a time does. */
type Named = Pick<Work, 'name'>

type Waiting = Pick<OutboxRow, 'created_at' | 'due_at' | 'timed'>

/**
 * How long until an entry is due, in milliseconds; 0 or less: it is. When the clock was set back, the end of a short
 * wait would lie hours ahead: what was created in the future, or waits for longer than any wait is, is due. Instants that
 * were asked for stand.
 */
export function waitOf(work: Work, { created_at, due_at, timed }: Waiting, now: number): number {
  const longestMs = (work.retry ?? defaultRetry).longestMs
  const isStale = timed === 0 && (created_at > now || due_at > now + longestMs)
  return isStale ? 0 : due_at - now
}

/** Makes sure that every name has its row to lock. */
export async function addLocks(tx: Tx, works: readonly Named[]): Promise<void> {
  await tx
    .insertInto('work_locks')
    .values(works.map(({ name }) => ({ name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Whether this transaction may carry out work of the name; false: another node is at it. */
export async function lockName(tx: Tx, { name }: Named): Promise<boolean> {
  const row = await tx
    .selectFrom('work_locks')
    .select('name')
    .where('name', '=', name)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row !== undefined
}

/** How long until the next entry of each of these is due, by one statement for all; what has none is left out. */
export async function readWaits(tx: Tx, works: readonly Work[], now: number): Promise<Map<Work, number>> {
  const names = sql.join(works.map(({ name }) => sql`(${name})`))
  const rows = await tx
    .with('work(name)', () => sql<{ name: string }>`(values ${names})`)
    // By itself: a planner that knows nothing of the table yet would read all of it to join.
    .with(
      (cte) => cte('first').materialized(),
      (db) =>
        db
          .selectFrom('work')
          .select(({ selectFrom }) =>
            selectFrom('outbox')
              .select('outbox.id')
              .whereRef('outbox.topic', '=', 'work.name')
              .where('outbox.lease', 'is', null)
              .orderBy('outbox.due_at')
              .orderBy('outbox.id')
              .limit(1)
              .as('id'),
          ),
    )
    .selectFrom('first')
    .innerJoin('outbox', 'outbox.id', 'first.id')
    .select(['outbox.topic', 'outbox.created_at', 'outbox.due_at', 'outbox.timed'])
    .execute()
  const entries = new Map(rows.map((row) => [row.topic, row]))
  return new Map(
    works.flatMap((work) => {
      const next = entries.get(work.name)
      return next ? [[work, waitOf(work, next, now)]] : []
    }),
  )
}

/**
 * The entries of the next batch. Those that failed before come one at a time, so that a bad one does not hold up the
 * others; where both are due, `preferFailed` says which come. Once one that never failed is due, those that only wait a
 * little are taken along; an instant that was asked for is never taken before it.
 */
export async function takeDue(
  tx: Tx,
  work: Work,
  { now, limit, preferFailed }: { now: number; limit: number; preferFailed: boolean },
): Promise<OutboxRow[]> {
  const isDue = (row: OutboxRow | undefined) => row !== undefined && waitOf(work, row, now) <= 0
  const [fresh, failed] = await together([
    free(tx, work).where('attempts', '=', 0).limit(limit).execute(),
    free(tx, work).where('attempts', '>', 0).limit(1).execute(),
  ])
  const [first, second] = preferFailed ? [failed, fresh] : [fresh, failed]
  const taken = isDue(first[0]) ? first : isDue(second[0]) ? second : []
  return taken.filter((row) => row.timed === 0 || isDue(row))
}

/**
 * Claims deliveries that are due, or whose lease is one of the `lost` ones. Being claimed counts as an attempt, so that
 * an entry which brings the process down does so a bounded number of times.
 */
export async function claim(
  tx: Tx,
  work: Work,
  { now, limit, lost }: { now: number; limit: number; lost: readonly string[] },
): Promise<ClaimedRow[]> {
  const lease = randomUUID()
  const expired =
    lost.length === 0
      ? []
      : await tx
          .selectFrom('outbox')
          .selectAll()
          .where('topic', '=', work.name)
          .where('lease', 'in', lost)
          .orderBy('id')
          .limit(limit)
          .forNoKeyUpdate()
          .skipLocked()
          .execute()
  const due = await free(tx, work)
    .limit(limit - expired.length)
    .forNoKeyUpdate()
    .skipLocked()
    .execute()
  const rows = [...expired, ...due.filter((row) => waitOf(work, row, now) <= 0)]
  if (rows.length === 0) return []
  await tx
    .updateTable('outbox')
    .set(({ eb }) => ({ lease, attempts: eb('attempts', '+', 1) }))
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute()
  return rows.map((row) => ({ ...row, lease, attempts: row.attempts + 1 }))
}

/** Whether the lease that an entry was claimed with is on it still; if so, until the transaction ends. */
export async function isHeld(tx: Tx, { id, lease }: ClaimedRow): Promise<boolean> {
  const row = await tx
    .selectFrom('outbox')
    .select('id')
    .where('id', '=', id)
    .where('lease', '=', lease)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** The leases that any node holds now. */
export async function readLeases(tx: Tx, { name }: Work): Promise<string[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select('lease')
    .distinct()
    .where('topic', '=', name)
    .where('lease', 'is not', null)
    .execute()
  return rows.flatMap(({ lease }) => lease ?? [])
}

/** Entries that no node is at, in the order in which they are due. */
function free(tx: Tx, { name }: Work) {
  return tx
    .selectFrom('outbox')
    .selectAll()
    .where('topic', '=', name)
    .where('lease', 'is', null)
    .orderBy('due_at')
    .orderBy('id')
}
