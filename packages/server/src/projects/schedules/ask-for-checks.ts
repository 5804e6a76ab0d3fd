/** Asks to look again at what is scheduled. What that does is declared where nothing that asks for it is reached from. */
import type { Id } from '@copydesk/contract'
import type { OutboxEntry } from '../../command/outbox.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { keyOf, type Owner, ownerOf } from './owner.ts'

export const checkName = 'check-schedule'

/** The work of every schedule that is pending, or of those of one person or service key. */
export async function checkSchedules(tx: Tx, actorId?: Id): Promise<OutboxEntry[]> {
  let pending = tx.selectFrom('schedules').selectAll().where('state', '=', 'pending')
  if (actorId !== undefined) pending = pending.where('scheduled_by_id', '=', actorId)
  return (await pending.execute()).map(ownerOf).map(checkOf)
}

/** The work of the schedule that a project shows; none where it shows none. */
export function checkScheduleOf({
  id,
  schedule_id,
}: Pick<Row<'projects'>, 'id' | 'schedule_id'>): OutboxEntry[] {
  return schedule_id === null ? [] : [checkOf({ projectId: id })]
}

function checkOf(payload: Owner): OutboxEntry {
  return { name: checkName, payload, key: keyOf(payload) }
}
