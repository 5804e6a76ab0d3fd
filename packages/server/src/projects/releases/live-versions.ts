/** What is live where versions are to be published, beside what each of them was begun from. */
import type { Id, LiveVersion } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** A version on its way out, and what it meets. */
export interface Standing {
  /** What was live when it was begun, or was taken for its base since. */
  baseVersionId: Id | null
  live: LiveVersion | null
}

/** By the ids of the versions. Their content must be locked, or what is live changes at once. */
export async function standingOf(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, Standing>> {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('versions as version')
      .leftJoin('versions as live', (join) =>
        join
          .onRef('live.content_id', '=', 'version.content_id')
          .onRef('live.language', '=', 'version.language')
          .on('live.status', '=', 'published'),
      )
      .leftJoin('project_items as holding', 'holding.version_id', 'live.id')
      .leftJoin('projects as holder', 'holder.id', 'holding.project_id')
      .where('version.id', 'in', chunk)
      .select([
        'version.id',
        'version.base_version_id',
        'live.id as live_id',
        'live.number as live_number',
        'holder.id as project_id',
        'holder.name as project_name',
      ])
      .execute(),
  )
  return new Map(
    rows.map(({ id, base_version_id, live_id, live_number, project_id, project_name }) => [
      id,
      {
        baseVersionId: base_version_id,
        live:
          live_id === null || live_number === null
            ? null
            : {
                versionId: live_id,
                versionNumber: live_number,
                projectId: project_id,
                projectName: project_name,
              },
      },
    ]),
  )
}
