/** Schedules by their ids, for what shows them. */
import type { Id } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** What shows a schedule: a project, or a version by itself. */
type Showing = { schedule_id: Id | null }

/** The schedules of these, by their ids. */
export async function schedulesOf(tx: Tx, showing: readonly Showing[]): Promise<Map<Id, Row<'schedules'>>> {
  const ids = showing.flatMap(({ schedule_id }) => schedule_id ?? [])
  const rows = await selectInChunks(ids, (chunk) =>
    tx.selectFrom('schedules').selectAll().where('id', 'in', chunk).execute(),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

/** The one that this shows; null for none. Read it under the lock of its project or content to decide by it. */
export async function scheduleOf(tx: Tx, showing: Showing): Promise<Row<'schedules'> | null> {
  const id = showing.schedule_id
  return id === null ? null : ((await schedulesOf(tx, [showing])).get(id) ?? null)
}
