/**
 * A mark for each person, which changes with the private projects that they see. Each process compares it as it does
 * their role, so that connections lose what they may follow no more.
 */
import type { Id } from '@copydesk/contract'
import { chunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { markSessionsChanged } from './session-changes.ts'

/** Leaves new marks. */
export async function noteAccessChanged(tx: Tx, personIds: readonly Id[], mark: string): Promise<void> {
  for (const chunk of chunks([...personIds].sort())) {
    await tx
      .insertInto('access_marks')
      .values(chunk.map((person_id) => ({ person_id, mark })))
      .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ mark }))
      .execute()
  }
  await markSessionsChanged(tx, mark)
}

/** The mark of a person; null before their first. */
export async function readAccessMark(tx: Tx, personId: Id): Promise<string | null> {
  const row = await tx
    .selectFrom('access_marks')
    .select('mark')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row?.mark ?? null
}
