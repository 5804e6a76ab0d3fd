/** Removes work that failed for good and that nobody had tried again or discarded, once it is old. */
import { removeListed } from '../delivery/remove-listed.ts'
import type { Services } from '../services.ts'

const dayMs = 24 * 60 * 60_000

/** By when its last attempt failed, whenever it was put into the outbox. */
export async function forgetFailedWork(
  services: Pick<Services, 'runner' | 'settings' | 'now'>,
): Promise<void> {
  const oldest = services.now() - services.settings.failedWorkDays * dayMs
  await removeListed(services, 'failed_work', (tx, atMost) => {
    const old = tx.selectFrom('failed_work').select('id').where('failed_at', '<', oldest).limit(atMost)
    return tx.deleteFrom('failed_work').where('id', 'in', old).executeTakeFirst()
  })
}
