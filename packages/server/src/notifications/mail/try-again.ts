/** Lets a refused address be mailed again: somebody says so, a mail arrived there, or its person has another one. */
import type { Id, RefusedAddress } from '@copydesk/contract'
import { type Command, type CommandContext, instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import type { ChannelEvent } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import { enterInbox } from '../door.ts'
import { mailSettingsChanged } from './change-settings.ts'
import { forgetRefused, refusedAddressOf } from './refused-address.ts'

/** By an administrator. Throws `not_found` where it is mailed as it is. */
export function tryAddressAgain(personId: Id): Command<RefusedAddress> {
  return async (context) => {
    requireRight(await viewerOf(context), 'site.manage')
    await enterInbox(context.tx, personId)
    const row = await refusedAddressOf(context.tx, personId)
    if (!row) throw new Refusal('not_found', 'Nobody with this id has an address that refuses mail.')
    return { body: presentRefusedAddress(row), events: await takeUpAgain(context, personId) }
  }
}

/** Within an inbox that is entered; `address`: that which takes mail. Gives what its person's screens are told. */
export async function takeUpAgain(
  context: CommandContext,
  personId: Id,
  address?: string,
): Promise<ChannelEvent[]> {
  const isForgotten = await forgetRefused(context, personId, address)
  return isForgotten ? [await mailSettingsChanged(context, personId)] : []
}

export function presentRefusedAddress(row: Row<'refused_addresses'>): RefusedAddress {
  return { id: row.person_id, address: row.address, note: row.note, refusedAt: instant(row.refused_at) }
}
