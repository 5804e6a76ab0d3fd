/** Releases as the contract has them: the only border to JSON. */
import type { Id, Release, ReleasedVersion, ReleaseItem } from '@copydesk/contract'
import { instant, instantOrNull } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'

export function presentRelease(row: Row<'releases'>): Release {
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    state: row.state,
    note: row.note,
    publishedCount: row.published_count,
    takenDownCount: row.taken_down_count,
    startedBy: { id: row.started_by_id, kind: row.started_by_kind },
    startedAt: instant(row.started_at),
    finishedAt: instantOrNull(row.finished_at),
    scheduleId: row.schedule_id,
    revertProjectId: row.revert_project_id,
    revertedById: row.reverted_by_id,
  }
}

/** An item with the title and the numbers of its versions. */
export interface ReleaseItemRow extends Row<'release_items'> {
  title: string
  number: number
  base_number: number | null
  previous_number: number | null
}

export function presentReleaseItem(row: ReleaseItemRow): ReleaseItem {
  return {
    id: row.id,
    itemId: row.item_id,
    contentId: row.content_id,
    language: row.language,
    title: row.title,
    action: row.action,
    version: { id: row.version_id, number: row.number },
    base: versionOf(row.base_version_id, row.base_number),
    previous: versionOf(row.previous_version_id, row.previous_number),
    replaced: row.replaced === 1,
  }
}

function versionOf(id: Id | null, number: number | null): ReleasedVersion | null {
  return id === null || number === null ? null : { id, number }
}
