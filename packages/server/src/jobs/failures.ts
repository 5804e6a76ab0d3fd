/**
 * What becomes of an entry that failed: it waits and is tried again, and after its last attempt it is kept aside, where
 * operators see it and can have it tried again (failed-work.ts).
 */
import type { Actor } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import { defaultRetry, type Retry, type Work, type WorkOutcome } from '../command/work.ts'
import { deliveryChanged, tellDelivery } from '../delivery/tell-delivery.ts'
import type { Tx } from '../storage/storage.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import type { OutboxRow } from './claims.ts'
import type { WorkParts } from './parts.ts'
import { withoutSecrets } from './without-secrets.ts'

/** The entry was replaced, cancelled or taken over while it was carried out: whatever this transaction did is undone. */
export class Replaced extends Error {
  override readonly name = 'Replaced'
}

/** Enough to tell one fault from another, whatever a foreign server answered. */
const maxErrorLength = 1000

export function isLastAttempt(work: Work, attempts: number): boolean {
  return attempts >= (work.retry ?? defaultRetry).attempts
}

/** In whose name an entry is carried out. */
export function actorOf({ actor_id, actor_kind }: Pick<OutboxRow, 'actor_id' | 'actor_kind'>): Actor {
  return actor_id === null || actor_kind === null ? systemActor : { id: actor_id, kind: actor_kind }
}

/** Why an attempt failed, and how many are behind the entry now. */
export interface Failure {
  attempts: number
  error: unknown
}

/** Lets an entry wait until its next attempt; false if it was replaced meanwhile, or is another node's by now. */
export async function pushBack(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  work: Work,
  row: OutboxRow,
  { attempts, error }: Failure,
): Promise<boolean> {
  const { firstMs, longestMs }: Retry = work.retry ?? defaultRetry
  const due_at = now + Math.min(firstMs * 2 ** (attempts - 1), longestMs)
  const { numUpdatedRows } = await tx
    .updateTable('outbox')
    .set({ attempts, due_at, lease: null, last_error: textOf(error) })
    .where('id', '=', row.id)
    .where('lease', row.lease === null ? 'is' : '=', row.lease)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes an entry that is done out of the outbox. Throws Replaced if it is not this node's to take any more. */
export async function remove(tx: Tx, row: Pick<OutboxRow, 'id' | 'lease'>): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('outbox')
    .where('id', '=', row.id)
    .where('lease', row.lease === null ? 'is' : '=', row.lease)
    .executeTakeFirst()
  if (numDeletedRows === 0n) throw new Replaced()
}

/** Keeps an entry aside whose last attempt failed, and has it told. Throws Replaced as `remove` does. */
export async function keepFailed(
  context: Pick<CommandContext, 'tx' | 'now' | 'enqueue'>,
  row: OutboxRow,
  { attempts, error }: Failure,
): Promise<void> {
  const { tx, now } = context
  const { id, topic, payload, key, actor_id, actor_kind, created_at } = row
  await remove(tx, row)
  await tx
    .insertInto('failed_work')
    .values({
      ...{ id, topic, payload, key, actor_id, actor_kind, created_at },
      failed_at: now,
      attempts,
      error: textOf(error),
    })
    .execute()
  // What fails to tell it would otherwise have its own failures told for ever.
  if (topic !== tellDelivery.name) deliveryChanged(context, 'failed_work')
}

/** After a failed attempt: entries wait, or are kept aside together with what `failed` makes of them. */
export async function setAside(
  parts: WorkParts,
  work: Work,
  rows: readonly OutboxRow[],
  error: unknown,
  failed: (context: CommandContext, row: OutboxRow) => Promise<WorkOutcome> | undefined,
): Promise<void> {
  const entries = rows.map((row) => row.id)
  parts.log.error({ err: error, work: work.name, entries }, 'work failed')
  const isLast = (row: OutboxRow) => isLastAttempt(work, row.attempts + 1)
  await parts.storage.write(async (tx) => {
    for (const row of rows.filter((row) => !isLast(row))) {
      await pushBack({ tx, now: parts.now() }, work, row, { attempts: row.attempts + 1, error })
    }
  })
  for (const row of rows.filter(isLast)) {
    await giveUp(parts, row, error, (context) => failed(context, row))
  }
}

async function giveUp(
  { runner, log }: WorkParts,
  row: OutboxRow,
  error: unknown,
  failed: (context: CommandContext) => Promise<WorkOutcome> | undefined,
): Promise<void> {
  const about = { work: row.topic, entry: row.id }
  log.error({ ...about, err: error }, 'work failed for the last time; it is kept among the failed work')
  const keep = (hasAftermath: boolean) =>
    runner.run({ actor: actorOf(row) }, async (context) => {
      const outcome = hasAftermath ? await failed(context) : undefined
      await keepFailed(context, row, { attempts: row.attempts + 1, error })
      return { body: null, events: [], ...outcome }
    })
  try {
    await keep(true)
  } catch (err) {
    if (err instanceof Replaced) return
    if (err instanceof StorageFailure) throw err
    log.error({ ...about, err }, 'what follows from failed work failed as well')
    await keep(false)
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return withoutSecrets(text.slice(0, 2 * maxErrorLength))
    .slice(0, maxErrorLength)
    .toWellFormed()
}
