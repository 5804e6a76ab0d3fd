/**
 * Row locks of the aggregates. What a command reads to decide or to count is read under them, and they are taken in one
 * order everywhere: projects, content items, people, and last the channels, which the journal locks by name; several
 * rows of a kind by id. In any other order two writers could wait for each other.
 *
 * `for no key update` lets others insert rows that refer to a locked one. SQLite has one writer and leaves it out.
 */
import type { Id } from '@copydesk/contract'
import { selectInChunks } from './chunks.ts'
import type { Row } from './schema.ts'
import type { Tx } from './storage.ts'

/** The tables whose rows are locked, in the order of locking. */
export const lockOrder = ['projects', 'content_items', 'people'] as const
export type Lockable = (typeof lockOrder)[number]

/** Locks the rows with these ids to the end of the transaction, and gives them as they are then, by id. */
export async function lockRows<Table extends Lockable>(
  tx: Tx,
  table: Table,
  ids: readonly Id[],
): Promise<Row<Table>[]> {
  const rows = await selectInChunks([...new Set(ids)].sort(), (chunk) =>
    tx
      .selectFrom<Lockable>(table)
      .selectAll()
      .where('id', 'in', chunk)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute(),
  )
  return rows as Row<Table>[]
}
