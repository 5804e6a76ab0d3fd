/** The rows of schedules. Whoever writes one has locked what it belongs to. */
import { type Id, isActive } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'
import type { ScheduledTime } from './requested-time.ts'

/** What a schedule is of: a project, or a version by itself. */
export type Scheduled = { project_id: Id } | { content_id: Id; version_id: Id }

/** Writes a schedule that is pending. */
export async function insertSchedule(
  { tx, actor, now, newId }: CommandContext,
  scheduled: Scheduled,
  time: ScheduledTime,
  note: string,
): Promise<Row<'schedules'>> {
  const row: Row<'schedules'> = {
    id: newId(),
    revision: 1,
    project_id: null,
    content_id: null,
    version_id: null,
    ...scheduled,
    state: 'pending',
    ...time,
    note,
    scheduled_by_id: actor.id,
    scheduled_by_kind: actor.kind,
    created_at: now,
    updated_at: now,
    blocked_at: null,
    ended_at: null,
    failure_code: null,
    failure_detail: null,
  }
  await tx.insertInto('schedules').values(row).execute()
  return row
}

/** What may become of one. */
type Change = Partial<
  ScheduledTime &
    Pick<
      Row<'schedules'>,
      | 'state'
      | 'note'
      | 'scheduled_by_id'
      | 'scheduled_by_kind'
      | 'blocked_at'
      | 'failure_code'
      | 'failure_detail'
    >
>

/** Writes these values with a new revision, and of what is over, since when. */
export async function updateSchedule(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  before: Row<'schedules'>,
  change: Change,
): Promise<Row<'schedules'>> {
  const changed = { ...before, ...change }
  const row = {
    ...changed,
    revision: before.revision + 1,
    updated_at: now,
    ended_at: isActive(changed) ? null : (before.ended_at ?? now),
  }
  await tx.updateTable('schedules').set(row).where('id', '=', row.id).execute()
  return row
}
