/**
 * What is live where a project has a ready version. A version is stale when what is live was begun after it, or was
 * edited after it was begun: publishing it would undo that.
 */
import type { Id, LiveVersion } from '@copydesk/contract'
import { sql } from 'kysely'
import type { Tx } from '../../storage/storage.ts'

/** A live version beside the ready one that would take its place. */
export interface Replaceable {
  readyVersionId: Id
  live: LiveVersion
  isStale: boolean
}

/** One for each ready version of the project whose content is live in its language. */
export async function liveVersions(tx: Tx, projectId: Id): Promise<Replaceable[]> {
  const rows = await tx
    .selectFrom('project_items as item')
    .innerJoin('versions as ready', 'ready.id', 'item.version_id')
    .innerJoin('versions as live', (join) =>
      join.onRef('live.content_id', '=', 'ready.content_id').onRef('live.language', '=', 'ready.language'),
    )
    .leftJoin('project_items as holding', 'holding.version_id', 'live.id')
    .leftJoin('projects as holder', 'holder.id', 'holding.project_id')
    .where('item.project_id', '=', projectId)
    .where('ready.status', '=', 'ready')
    .where('live.status', '=', 'published')
    .select([
      'ready.id as ready_id',
      'live.id',
      'live.number',
      'holder.id as project_id',
      'holder.name as project_name',
      sql<number>`live.number > ready.number or live.text_changed_at > ready.created_at`.as('is_stale'),
    ])
    .execute()
  return rows.map((row) => ({
    readyVersionId: row.ready_id,
    live: {
      versionId: row.id,
      versionNumber: row.number,
      projectId: row.project_id,
      projectName: row.project_name,
    },
    isStale: Boolean(row.is_stale),
  }))
}
