/** A lock for what has no row yet: whoever asks for the same name waits until the other transaction has ended. */
import type { Tx } from './storage.ts'

export async function lockByName(tx: Tx, name: string): Promise<void> {
  const key = `lock:${name}`
  await tx
    .insertInto('meta')
    .values({ key, value: '' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  await tx.selectFrom('meta').select('key').where('key', '=', key).forNoKeyUpdate().execute()
}
