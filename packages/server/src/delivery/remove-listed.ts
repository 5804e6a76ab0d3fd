/** Removes what administrators list no more: some hundreds at a time, so that nobody waits, and their screens are told. */
import type { DeliveryPart } from '@copydesk/contract'
import { systemActor } from '../command/system-actor.ts'
import type { Services } from '../services.ts'
import type { Tx } from '../storage/storage.ts'
import { deliveryChanged } from './tell-delivery.ts'

/** `remove` is called until it removes less than it may. */
export async function removeListed(
  { runner }: Pick<Services, 'runner'>,
  part: DeliveryPart,
  remove: (tx: Tx, atMost: number) => Promise<{ numDeletedRows: bigint }>,
): Promise<void> {
  const atMost = 500
  for (let removed = atMost; removed === atMost; ) {
    const { body } = await runner.run({ actor: systemActor }, async (context) => {
      const { numDeletedRows } = await remove(context.tx, atMost)
      if (numDeletedRows > 0n) deliveryChanged(context, part)
      return { body: Number(numDeletedRows), events: [] }
    })
    removed = body
  }
}
