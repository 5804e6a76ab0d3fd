/**
 * One batch of one topic: takes the entries, does their work, removes them, all in one transaction. Entries that
 * failed before come one at a time, so that a bad one does not hold up the others.
 */
import type { Command } from '../command/command.ts'
import type { OutboxTopics } from '../command/outbox.ts'
import type { Row } from '../storage/schema.ts'
import type { Transactions, Tx } from '../storage/storage.ts'
import type { TopicWork } from './topic.ts'

/** An entry as a batch takes it. */
export type OutboxRow = Pick<Row<'outbox'>, 'id' | 'attempts' | 'payload'>

/** When each topic that has any work is due next. */
export async function readDue(tx: Tx): Promise<{ topic: string; dueAt: number }[]> {
  const rows = await tx
    .selectFrom('outbox')
    .select(({ fn }) => ['topic', fn.min('due_at').as('due_at')])
    .groupBy('topic')
    .execute()
  return rows.map((row) => ({ topic: row.topic, dueAt: Number(row.due_at) }))
}

/** A command that does one batch; `onTaken` learns the entries first, for the case that it fails. */
export function runBatch<Topic extends keyof OutboxTopics>(
  topic: Topic,
  { batchSize, work }: TopicWork<OutboxTopics[Topic]>,
  onTaken: (rows: OutboxRow[]) => void,
): Command<number> {
  return async (context) => {
    const rows = await takeDue(context.tx, topic, context.now, batchSize)
    onTaken(rows)
    if (rows.length === 0) return { body: 0, events: [] }
    const payloads = rows.map((row) => JSON.parse(row.payload) as OutboxTopics[Topic])
    const events = await work(context, payloads)
    const ids = rows.map((row) => row.id)
    await context.tx.deleteFrom('outbox').where('id', 'in', ids).execute()
    return { body: rows.length, events }
  }
}

/** Once one entry that never failed is due, those that would be due soon are taken along. */
async function takeDue(tx: Tx, topic: string, now: number, limit: number): Promise<OutboxRow[]> {
  const select = tx
    .selectFrom('outbox')
    .select(['id', 'attempts', 'payload', 'due_at'])
    .where('topic', '=', topic)
    .orderBy('due_at')
    .orderBy('id')
  const fresh = await select.where('attempts', '=', 0).limit(limit).execute()
  if (fresh[0] && fresh[0].due_at <= now) return fresh
  return select.where('attempts', '>', 0).where('due_at', '<=', now).limit(1).execute()
}

const firstRetryMs = 1000
const longestRetryMs = 10 * 60 * 1000

/** Pushes failed entries back: by one second, two, four, up to ten minutes. Nothing is ever dropped. */
export async function pushBack(
  storage: Transactions,
  rows: readonly OutboxRow[],
  now: number,
): Promise<void> {
  await storage.write(async (tx) => {
    for (const { id, attempts } of rows) {
      const due_at = now + Math.min(firstRetryMs * 2 ** attempts, longestRetryMs)
      await tx
        .updateTable('outbox')
        .set({ attempts: attempts + 1, due_at })
        .where('id', '=', id)
        .execute()
    }
  })
}
