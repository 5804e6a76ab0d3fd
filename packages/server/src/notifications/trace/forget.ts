/** Removes who was told of what, and what became of mail, once it is old: some hundreds at a time, so that nobody waits. */
import type { DeliveryPart } from '@copydesk/contract'
import { systemActor } from '../../command/system-actor.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import type { Services } from '../../services.ts'
import type { Tx } from '../../storage/storage.ts'

const dayMs = 24 * 60 * 60_000
const atOnce = 500

/** What is not done with stays, however old it is. Screens that list what goes are told. */
export async function forgetDeliveries({
  runner,
  settings,
  now,
}: Pick<Services, 'runner' | 'settings' | 'now'>): Promise<void> {
  const oldest = now() - settings.deliveryDays * dayMs
  const untilNone = async (part: DeliveryPart, remove: (tx: Tx) => Promise<{ numDeletedRows: bigint }>) => {
    for (let removed = atOnce; removed === atOnce; ) {
      const { body } = await runner.run({ actor: systemActor }, async (context) => {
        const { numDeletedRows } = await remove(context.tx)
        if (numDeletedRows > 0n) deliveryChanged(context, part)
        return { body: Number(numDeletedRows), events: [] }
      })
      removed = body
    }
  }
  await untilNone('traces', (tx) => {
    const old = tx.selectFrom('traces').select('id').where('at', '<', oldest).orderBy('at').limit(atOnce)
    return tx.deleteFrom('traces').where('id', 'in', old).executeTakeFirst()
  })
  await untilNone('mail', (tx) => {
    const old = tx.selectFrom('mails').select('id').where('settled_at', '<', oldest).limit(atOnce)
    return tx.deleteFrom('mails').where('id', 'in', old).executeTakeFirst()
  })
}
