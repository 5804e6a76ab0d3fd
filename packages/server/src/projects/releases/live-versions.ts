/** What is live where items are to be released, and which project made it so. */
import type { Id, LiveVersion, ProjectItem } from '@copydesk/contract'
import { languageKey, liveVersions } from '../../content/live-versions.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

/**
 * By item; null where nothing is live. The content must be locked, or the answer may be untrue by the time it is
 * used.
 */
export async function liveBeside(
  tx: Tx,
  items: readonly ProjectItem[],
): Promise<Map<Id, LiveVersion | null>> {
  const live = await liveVersions(
    tx,
    items.map((item) => item.contentId),
  )
  const publishers = await publishersOf(
    tx,
    items.flatMap((item) => live.get(languageKey(item))?.versionId ?? []),
  )
  return new Map(
    items.map((item) => {
      const found = live.get(languageKey(item))
      if (!found) return [item.id, null]
      const { versionId, number } = found
      const { id = null, name = null } = publishers.get(versionId) ?? {}
      return [item.id, { versionId, versionNumber: number, projectId: id, projectName: name }]
    }),
  )
}

/** The projects whose items hold these versions. */
async function publishersOf(tx: Tx, versionIds: readonly Id[]): Promise<Map<Id, { id: Id; name: string }>> {
  const rows = await selectInChunks(versionIds, (chunk) =>
    tx
      .selectFrom('project_items as item')
      .innerJoin('projects as project', 'project.id', 'item.project_id')
      .select(['item.version_id', 'project.id', 'project.name'])
      .where('item.version_id', 'in', chunk)
      .where('item.action', '=', 'publish')
      .execute(),
  )
  return new Map(rows.map(({ version_id, id, name }) => [version_id, { id, name }]))
}
