/** Removes who was told of what, and what became of mail, once it is old. */
import { removeListed } from '../../delivery/remove-listed.ts'
import type { Services } from '../../services.ts'

const dayMs = 24 * 60 * 60_000

/** Of digests there is one in a week at most, so the last one is known for a week, and a day for time zones. */
const digestsKnownMs = 8 * dayMs

/** What is not done with stays, however old it is. */
export async function forgetDeliveries(
  services: Pick<Services, 'runner' | 'settings' | 'now'>,
): Promise<void> {
  const now = services.now()
  const oldest = now - services.settings.deliveryDays * dayMs
  await removeListed(services, 'traces', (tx, atMost) => {
    const old = tx.selectFrom('traces').select('id').where('at', '<', oldest).orderBy('at').limit(atMost)
    return tx.deleteFrom('traces').where('id', 'in', old).executeTakeFirst()
  })
  await removeListed(services, 'mail', (tx, atMost) => {
    const old = tx
      .selectFrom('mails')
      .select('id')
      .where('settled_at', '<', oldest)
      .where(({ or, eb }) => or([eb('kind', '<>', 'digest'), eb('created_at', '<', now - digestsKnownMs)]))
      .limit(atMost)
    return tx.deleteFrom('mails').where('id', 'in', old).executeTakeFirst()
  })
}
