/** Reads what left the server to tell somebody, and what became of it. */
import {
  channels,
  type Delivery,
  type DeliveryList,
  type DeliveryStatus,
  type Id,
  type RefusedAddressList,
  type Snapshot,
} from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import { cutPage } from '../../storage/cut-page.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { refusedAddresses } from '../mail/refused-address.ts'
import { presentRefusedAddress } from '../mail/try-again.ts'

/** What to look for, below which id, how many. */
export interface DeliveriesQuery {
  status?: DeliveryStatus | undefined
  personId?: Id | undefined
  cursor?: Id | undefined
  limit: number
}

/** A page of it, newest first. */
export async function readDeliveries(
  tx: Tx,
  { status, personId, cursor, limit }: DeliveriesQuery,
): Promise<Snapshot<DeliveryList>> {
  let matching = tx.selectFrom('mails').selectAll()
  if (status !== undefined) matching = matching.where('status', '=', status)
  if (personId !== undefined) matching = matching.where('person_id', '=', personId)
  if (cursor !== undefined) matching = matching.where('id', '<', cursor)
  const rows = await matching
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, ({ id }) => id)
  return { data: page.map(presentDelivery), nextCursor, position: await readPosition(tx, channels.delivery) }
}

/** A page of those that refuse mail, in the order of their people. */
export async function readRefusedAddresses(
  tx: Tx,
  { cursor, limit }: Pick<DeliveriesQuery, 'cursor' | 'limit'>,
): Promise<Snapshot<RefusedAddressList>> {
  let matching = refusedAddresses(tx)
  if (cursor !== undefined) matching = matching.where('refused.person_id', '>', cursor)
  const rows = await matching
    .orderBy('refused.person_id')
    .limit(limit + 1)
    .execute()
  const { page, nextCursor } = cutPage(rows, limit, (row) => row.person_id)
  const position = await readPosition(tx, channels.delivery)
  return { data: page.map(presentRefusedAddress), nextCursor, position }
}

/** Without its subject, which may name what the administrator does not see. */
function presentDelivery(row: Row<'mails'>): Delivery {
  return {
    id: row.id,
    channel: 'mail',
    personId: row.person_id,
    address: row.address,
    status: row.status,
    note: row.note,
    createdAt: instant(row.created_at),
    begunAt: instantOrNull(row.begun_at),
    settledAt: instantOrNull(row.settled_at),
  }
}
