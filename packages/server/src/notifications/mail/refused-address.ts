/**
 * The memory of an address that the mail server refused for good: nothing is mailed there until its person has another
 * one, or somebody has it tried again. Whoever writes it has entered the person's inbox; administrators are told.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { deliveryChanged } from '../../delivery/tell-delivery.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** That of the person as it is now; undefined where it takes mail, as far as anybody knows. */
export function refusedAddressOf(tx: Tx, personId: Id): Promise<Row<'refused_addresses'> | undefined> {
  return refusedAddresses(tx).where('refused.person_id', '=', personId).executeTakeFirst()
}

/** Those of these people whose address is refused. */
export async function refusedAmong(tx: Tx, personIds: readonly Id[]): Promise<Set<Id>> {
  const rows = await selectInChunks(personIds, (chunk) =>
    refusedAddresses(tx).where('refused.person_id', 'in', chunk).execute(),
  )
  return new Set(rows.map((row) => row.person_id))
}

/** What was said of an address that its person has no more counts for nothing. */
export function refusedAddresses(tx: Tx) {
  return tx
    .selectFrom('refused_addresses as refused')
    .innerJoin('people', 'people.id', 'refused.person_id')
    .selectAll('refused')
    .whereRef('refused.address', '=', 'people.email')
}

export async function rememberRefused(context: CommandContext, row: Row<'refused_addresses'>): Promise<void> {
  await context.tx
    .insertInto('refused_addresses')
    .values(row)
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(row))
    .execute()
  deliveryChanged(context, 'refused_addresses')
}

/** Says whether anything was remembered; `address`: of this one alone. */
export async function forgetRefused(
  context: CommandContext,
  personId: Id,
  address?: string,
): Promise<boolean> {
  const { numDeletedRows } = await context.tx
    .deleteFrom('refused_addresses')
    .where('person_id', '=', personId)
    .$if(address !== undefined, (query) => query.where('address', '=', address ?? ''))
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  deliveryChanged(context, 'refused_addresses')
  return true
}
