/** The address of somebody who was removed goes from the log of what was mailed to them, too. */
import type { Id } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { forgetRefused } from './refused-address.ts'

export async function forgetAddress(tx: Tx, personId: Id): Promise<void> {
  await forgetRefused(tx, personId)
  await tx
    .updateTable('mails')
    .set({ address: null })
    .where('person_id', '=', personId)
    .where('address', 'is not', null)
    .execute()
}
