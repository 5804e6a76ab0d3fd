/**
 * The projects that hold versions of the same content. An edit shows in the project that holds the text, and publishing
 * takes other projects' versions offline, so such a command locks these projects too. Which they are is read before
 * they are locked, only to know what to lock, and again once the content is locked: from then on nobody moves it.
 */
import type { Id } from '@copydesk/contract'
import { MovedError } from '../../command/moved.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/** The projects that hold versions of this content. */
export async function holdersOf(tx: Tx, contentIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks([...new Set(contentIds)], (chunk) =>
    tx.selectFrom('project_items').select('project_id').distinct().where('content_id', 'in', chunk).execute(),
  )
  return [...new Set(rows.map((row) => row.project_id))]
}

/**
 * The projects that hold versions of any content that this one holds, itself included if it holds some; and the one
 * whose release it takes back.
 */
export async function sharersOf(tx: Tx, projectId: Id): Promise<Id[]> {
  const rows = await tx
    .selectFrom('project_items as own')
    .innerJoin('project_items as held', 'held.content_id', 'own.content_id')
    .select('held.project_id')
    .distinct()
    .where('own.project_id', '=', projectId)
    .execute()
  const reverted = await tx
    .selectFrom('projects as own')
    .innerJoin('releases as release', 'release.id', 'own.reverts_release_id')
    .select('release.project_id')
    .where('own.id', '=', projectId)
    .executeTakeFirst()
  return [...rows.map((row) => row.project_id), ...(reverted?.project_id ? [reverted.project_id] : [])]
}

/** Throws MovedError when one of these projects is not among those locked. */
export function requireLocked(ids: readonly Id[], locked: readonly { id: Id }[]): void {
  const known = new Set(locked.map(({ id }) => id))
  if (ids.some((id) => !known.has(id))) throw new MovedError()
}
