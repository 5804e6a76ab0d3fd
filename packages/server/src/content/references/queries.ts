/** What a version refers to, with how that stands. */
import { channels, type Id, type Snapshot, type VersionReferences } from '@copydesk/contract'
import type { Viewer } from '../../command/viewer.ts'
import { sightOf } from '../../projects/members/sight.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { viewContent } from '../door.ts'
import { requireSummary } from '../queries.ts'
import { contentSummaries, deletedContent } from '../rows.ts'

/** So many are listed; no reader follows more. */
const listed = 1_000

/** Throws `not_found`. */
export async function readReferences(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
): Promise<Snapshot<VersionReferences>> {
  await viewContent(tx, viewer, contentId)
  const sight = await sightOf(tx, viewer)
  await requireSummary(tx, contentId, versionId, sight)
  const rows = await tx
    .selectFrom('version_references')
    .select(['target_id', 'kind'])
    .where('version_id', '=', versionId)
    .orderBy('target_id')
    .limit(listed)
    .execute()
  const ids = rows.map((row) => row.target_id)
  const targets = await contentSummaries(tx, ids, sight)
  const deleted = await deletedContent(tx, ids, sight)
  const byId = new Map(targets.map((target) => [target.id, target]))
  return {
    data: rows.map(({ target_id, kind }) => ({
      contentId: target_id,
      kind,
      content: byId.get(target_id) ?? null,
      ...(deleted.has(target_id) ? { isInTrash: true as const } : {}),
    })),
    nextCursor: null,
    position: await readPosition(tx, channels.contentList),
  }
}
