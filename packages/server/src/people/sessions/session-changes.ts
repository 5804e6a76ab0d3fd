/**
 * A mark in the database that changes whenever a session ended or a role changed, by any process. Each process
 * looks at this one row often and looks closer when it changed, so that a sign-out elsewhere, or a role changed
 * from the command line, takes effect everywhere within a second.
 */
import type { Tx } from '../../storage/storage.ts'

const key = 'sessions_changed'

/** Leaves a new mark; part of every transaction that ends a session or changes a role. */
export async function markSessionsChanged(tx: Tx, mark: string): Promise<void> {
  await tx
    .insertInto('meta')
    .values({ key, value: mark })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: mark }))
    .execute()
}

/** The newest mark; the empty text before the first. */
export async function readSessionsMark(tx: Tx): Promise<string> {
  const row = await tx.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? ''
}
