/**
 * Items that were taken out of a project, for putting them back: under the same id, so that their comments, their
 * place in the list and every link to them are theirs again. At most one per project, version and action.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { chunks, selectInChunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import type { Departure } from '../../storage/tables/projects.ts'

/** Remembers items of a project that are being removed in this transaction. */
export async function rememberRemoved(
  tx: Tx,
  projectId: Id,
  items: readonly Row<'project_items'>[],
  leftWith: Departure | null = null,
): Promise<void> {
  const rows = items.map(({ updated_at: _, updated_by_id: __, updated_by_kind: ___, ...item }) => {
    return { ...item, left_with: leftWith }
  })
  for (const [action, ofAction] of Map.groupBy(rows, (row) => row.action)) {
    for (const chunk of chunks(ofAction)) {
      // Whose version another item took up cannot come back beside this one.
      await tx
        .deleteFrom('removed_items')
        .where('project_id', '=', projectId)
        .where('action', '=', action)
        .where(
          'version_id',
          'in',
          chunk.map((row) => row.version_id),
        )
        .execute()
      await tx.insertInto('removed_items').values(chunk).execute()
    }
  }
}

/** Those of a project with these ids, or that held these versions; others are left out. */
export function removedItems(tx: Tx, projectId: Id, by: 'id' | 'version_id', ids: readonly Id[]) {
  return selectInChunks([...new Set(ids)], (chunk) =>
    tx
      .selectFrom('removed_items')
      .selectAll()
      .where('project_id', '=', projectId)
      .where(by, 'in', chunk)
      .execute(),
  )
}

/** Puts rows back. Their versions must be free. */
export async function insertRemoved(
  { tx, actor, now }: CommandContext,
  removed: readonly Row<'removed_items'>[],
): Promise<void> {
  const rows = removed.map(({ left_with: _, ...item }) => ({
    ...item,
    revision: item.revision + 1,
    updated_at: now,
    updated_by_id: actor.id,
    updated_by_kind: actor.kind,
  }))
  for (const chunk of chunks(rows)) {
    await tx.insertInto('project_items').values(chunk).execute()
    await tx
      .deleteFrom('removed_items')
      .where(
        'id',
        'in',
        chunk.map((row) => row.id),
      )
      .execute()
  }
}
