/** What an earlier run brought in, as far as the next one must know it to change only what changed. */
import type { Id, Status } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

export interface KnownItem {
  contentId: Id
  /** Only imports changed it so far. */
  isUntouched: boolean
  /** Every version, by language, newest first. */
  versions: Map<string, KnownText[]>
}

export interface KnownText {
  versionId: Id
  status: Status
  title: string
  body: string
  /** An import wrote it. */
  isOurs: boolean
}

/** The items of a source by their ids there. */
export async function findKnownItems(
  tx: Tx,
  source: string,
  keys: readonly string[],
): Promise<Map<string, KnownItem>> {
  const rows = await selectInChunks(keys, (chunk) =>
    tx
      .selectFrom('content_items as item')
      .innerJoin('versions as version', 'version.content_id', 'item.id')
      .innerJoin('version_bodies as text', 'text.version_id', 'version.id')
      .where('item.source', '=', source)
      .where('item.external_id', 'in', chunk)
      .select([
        'item.external_id as key',
        'item.id as contentId',
        'item.updated_by_kind as updatedBy',
        'version.id as versionId',
        'version.language',
        'version.status',
        'version.title',
        'text.body',
        'version.author_kind as author',
      ])
      .orderBy('version.number', 'desc')
      .execute(),
  )
  const known = new Map<string, KnownItem>()
  for (const { key, contentId, updatedBy, language, author, ...text } of rows) {
    if (key === null) continue
    const item = known.get(key) ?? { contentId, isUntouched: updatedBy === 'system', versions: new Map() }
    known.set(key, item)
    const versions = item.versions.get(language) ?? []
    item.versions.set(language, [...versions, { ...text, isOurs: author === 'system' }])
  }
  return known
}
