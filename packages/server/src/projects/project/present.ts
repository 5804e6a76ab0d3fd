/** A row of projects as the contract's entity, for answers and events alike. */
import type { Project, Schedule } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentProject(row: Row<'projects'>, schedule: Schedule | null): Project {
  return {
    id: row.id,
    revision: row.revision,
    name: row.name,
    description: row.description,
    color: row.color,
    visibility: row.visibility,
    createdBy: { id: row.created_by_id, kind: row.created_by_kind },
    createdAt: instant(row.created_at),
    updatedAt: instant(row.updated_at),
    publishedAt: instantOrNull(row.published_at),
    archivedAt: instantOrNull(row.archived_at),
    schedule,
  }
}
