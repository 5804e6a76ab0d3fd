/** Schedules as the contract has them: the only border to JSON. */
import type { Schedule } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentSchedule(row: Row<'schedules'>): Schedule {
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    contentId: row.content_id,
    versionId: row.version_id,
    state: row.state,
    wallTime: row.wall_time,
    timeZone: row.time_zone,
    occurrence: row.occurrence,
    dueAt: instant(row.due_at),
    note: row.note,
    scheduledBy: { id: row.scheduled_by_id, kind: row.scheduled_by_kind },
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    blockedAt: instantOrNull(row.blocked_at),
    endedAt: instantOrNull(row.ended_at),
    failure: row.failure_code === null ? null : { code: row.failure_code, detail: row.failure_detail ?? '' },
  }
}
