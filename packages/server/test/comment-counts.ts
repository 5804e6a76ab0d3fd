/** Compares the counts of comments that are kept with the comments that there are. */
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Storage } from '../src/storage/storage.ts'

export async function expectTrueCounts(storage: Pick<Storage, 'read'>): Promise<void> {
  const { kept, counted } = await storage.read(async (tx) => ({
    kept: await tx.selectFrom('comment_counts').selectAll().where('count', '!=', 0).execute(),
    counted: await sql<{ subject_id: string; count: number }>`
      select project_id as subject_id, count(*) as count from comments
      where deleted_at is null and project_id is not null group by project_id
      union all
      select item_id, count(*) from comments where deleted_at is null and item_id is not null group by item_id
      union all
      select content_id || ':' || language, count(*) from comments
      where deleted_at is null and project_id is null group by content_id, language`.execute(tx),
  }))
  const sorted = (rows: { subject_id: string; count: number }[]) =>
    rows.map(({ subject_id, count }) => `${subject_id} ${count}`).sort()
  expect(sorted(kept)).toEqual(sorted(counted.rows))
}
