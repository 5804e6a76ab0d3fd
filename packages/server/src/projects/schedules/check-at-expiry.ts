/**
 * A schedule of a service key is looked at again when the key expires: nobody does anything then that would ask for it,
 * and people are to hear of it before the schedule is due.
 */
import type { CommandContext } from '../../command/command.ts'
import type { OutboxEntry } from '../../command/outbox.ts'
import type { Row } from '../../storage/schema.ts'
import { checkSchedule } from './check-schedules.ts'
import { ownerOf } from './owner.ts'

/** The work of a schedule that was made, or changed, by whoever sent the command. */
export async function checkAtExpiry(
  { tx }: Pick<CommandContext, 'tx'>,
  schedule: Row<'schedules'>,
): Promise<OutboxEntry[]> {
  if (schedule.scheduled_by_kind !== 'service') return []
  const key = await tx
    .selectFrom('service_keys')
    .select('expires_at')
    .where('id', '=', schedule.scheduled_by_id)
    .executeTakeFirst()
  if (!key?.expires_at) return []
  // What is asked for at once has the key of the subject, and must not take the place of this.
  return [checkSchedule.entry(ownerOf(schedule), { key: `expiry:${schedule.id}`, dueAt: key.expires_at })]
}
