/** The address of somebody who was removed goes from the log of what was mailed to them, too. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import { forgetRefused } from './refused-address.ts'

export async function forgetAddress(context: CommandContext, personId: Id): Promise<void> {
  await forgetRefused(context, personId)
  const { numUpdatedRows } = await context.tx
    .updateTable('mails')
    .set({ address: null })
    .where('person_id', '=', personId)
    .where('address', 'is not', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) deliveryChanged(context, 'mail')
}
