/**
 * Due dates are calendar dates. They were the instants at which the day ended for whoever chose it: from that follows
 * their zone, and so the day. Other instants were set by programs, in UTC.
 */
import { type Kysely, sql } from 'kysely'
import { startNewHistory } from './start-new-history.ts'

/** The last millisecond of a day in zones from UTC+13 to UTC-10 lies in that day, seen from here. */
const endOfDayOffsetMs = 10.5 * 60 * 60 * 1000

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('project_items').addColumn('due_date', 'text').execute()
  const { rows } = await sql<{ due_at: number }>`
    select distinct due_at from project_items where due_at is not null`.execute(db)
  for (const { due_at: dueAt } of rows) {
    await sql`update project_items set due_date = ${dateOf(dueAt)} where due_at = ${dueAt}`.execute(db)
  }
  await db.schema.alterTable('project_items').dropColumn('due_at').execute()
  if (rows.length > 0) await startNewHistory(db)
}

function dateOf(dueAt: number): string {
  const instant = dueAt % 1000 === 999 ? dueAt - endOfDayOffsetMs : dueAt
  return new Date(instant).toISOString().slice(0, 10)
}
