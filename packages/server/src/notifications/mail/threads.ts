/** What of the notifications of one person belongs into one mail: what their inbox lists as one entry. */
import type { SubscriptionKey } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/**
 * By thread, in the order of the first of each. What its person archived or snoozed is left out: they know of it, and new
 * activity brings it back.
 */
export async function byThread<Told extends Row<'notifications'>>(
  tx: Tx,
  rows: readonly Told[],
): Promise<Map<SubscriptionKey, Told[]>> {
  const entries = await selectInChunks([...new Set(rows.flatMap((row) => row.entry_id ?? []))], (chunk) =>
    tx
      .selectFrom('inbox_entries')
      .select(['id', 'key'])
      .where('id', 'in', chunk)
      .where('archived_at', 'is', null)
      .where('snoozed_until', 'is', null)
      .execute(),
  )
  const keys = new Map(entries.map(({ id, key }) => [id, key]))
  const threads = new Map<SubscriptionKey, Told[]>()
  for (const row of rows) {
    const key = keys.get(row.entry_id ?? '')
    if (key === undefined) continue
    const known = threads.get(key)
    if (known) known.push(row)
    else threads.set(key, [row])
  }
  return threads
}
