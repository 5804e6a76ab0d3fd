/**
 * The door for operators to work that failed at its last attempt: what there is, having it tried again, discarding it.
 * Retried work leaves the table in the transaction that puts it back into the outbox, so that nobody retries it twice.
 */
import { channels, type FailedWork, type FailedWorkList, type Id, type Snapshot } from '@copydesk/contract'
import { type Command, type CommandContext, instant } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight, viewerOf } from '../command/viewer.ts'
import { deliveryChanged } from '../delivery/tell-delivery.ts'
import { cutPage } from '../storage/cut-page.ts'
import { readPosition } from '../storage/journal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { actorOf } from './failures.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A page of it, newest first. */
export async function readFailedWork(
  tx: Tx,
  { cursor, limit }: { cursor?: Id | undefined; limit: number },
): Promise<Snapshot<FailedWorkList>> {
  let matching = tx.selectFrom('failed_work').selectAll()
  if (cursor !== undefined) matching = matching.where('id', '<', cursor)
  const rows = await matching
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  const position = await readPosition(tx, channels.delivery)
  return { data: page.map(presentFailedWork), nextCursor, position }
}

/**
 * Puts it back into the outbox, due now and under the same id, by which receivers of deliveries know it. Refuses with
 * `work_replaced` where other work is pending under its key: what failed is out of date then.
 */
export function retryFailedWork(id: Id): Command<FailedWork> {
  return async (context) => {
    const { tx, now } = context
    const row = await take(context, id)
    const { failed_at: _, error: last_error, ...entry } = row
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('outbox')
      .values({ ...entry, due_at: now, attempts: 0, last_error })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) throw new Refusal('work_replaced')
    return { body: presentFailedWork(row), events: [], hasWork: true }
  }
}

/** Removes it for good. */
export function discardFailedWork(id: Id): Command<FailedWork> {
  return async (context) => ({ body: presentFailedWork(await take(context, id)), events: [] })
}

/** Whoever comes second finds nothing, also at the same time. Throws `forbidden` or `not_found`. */
async function take(context: CommandContext, id: Id): Promise<Row<'failed_work'>> {
  const { tx } = context
  requireRight(await viewerOf(context), 'site.manage')
  const row = await tx.deleteFrom('failed_work').where('id', '=', id).returningAll().executeTakeFirst()
  if (!row)
    throw new Refusal(
      'not_found',
      'There is no failed work with this id: somebody else had it tried again or discarded it.',
    )
  deliveryChanged(context, 'failed_work')
  return row
}

function presentFailedWork(row: Row<'failed_work'>): FailedWork {
  return {
    id: row.id,
    work: row.topic,
    actor: actorOf(row),
    createdAt: instant(row.created_at),
    failedAt: instant(row.failed_at),
    attempts: row.attempts,
    error: withoutSecrets(row.error),
  }
}
