/** Removes who was told of what, and what became of mail, once it is old: some hundreds at a time, so that nobody waits. */
import type { Services } from '../../services.ts'
import type { Tx } from '../../storage/storage.ts'

const dayMs = 24 * 60 * 60_000
const atOnce = 500

/** What is not done with stays, however old it is. */
export async function forgetDeliveries({
  storage,
  settings,
  now,
}: Pick<Services, 'storage' | 'settings' | 'now'>): Promise<void> {
  const oldest = now() - settings.deliveryDays * dayMs
  const untilNone = async (remove: (tx: Tx) => Promise<{ numDeletedRows: bigint }>) => {
    while ((await storage.write(remove)).numDeletedRows === BigInt(atOnce)) {}
  }
  await untilNone((tx) => {
    const old = tx.selectFrom('traces').select('id').where('at', '<', oldest).orderBy('at').limit(atOnce)
    return tx.deleteFrom('traces').where('id', 'in', old).executeTakeFirst()
  })
  await untilNone((tx) => {
    const old = tx.selectFrom('mails').select('id').where('settled_at', '<', oldest).limit(atOnce)
    return tx.deleteFrom('mails').where('id', 'in', old).executeTakeFirst()
  })
}
