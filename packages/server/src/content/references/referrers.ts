/** Which versions refer to what, and which of those are live. */
import type { Id, Language, ReferenceKind } from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'

export interface FoundReference {
  versionId: Id
  targetId: Id
  kind: ReferenceKind
}

/** A live version that refers to something. */
export interface LiveReferrer extends FoundReference {
  contentId: Id
  language: Language
  title: string
}

/** What these versions refer to. */
export async function referencesOf(tx: Tx, versionIds: readonly Id[]): Promise<FoundReference[]> {
  return selectInChunks([...new Set(versionIds)], (chunk) =>
    tx
      .selectFrom('version_references')
      .select(['version_id as versionId', 'target_id as targetId', 'kind'])
      .where('version_id', 'in', chunk)
      .orderBy('version_id')
      .orderBy('target_id')
      .execute(),
  )
}

/** What these versions embed. */
export async function embedsOf(tx: Tx, versionIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks([...new Set(versionIds)], (chunk) =>
    tx
      .selectFrom('version_references')
      .select('target_id')
      .where('version_id', 'in', chunk)
      .where('kind', '=', 'embed')
      .execute(),
  )
  return [...new Set(rows.map((row) => row.target_id))]
}

/** What is live and refers to these items. */
export async function liveReferrers(tx: Tx, contentIds: readonly Id[]): Promise<LiveReferrer[]> {
  return selectInChunks([...new Set(contentIds)], (chunk) =>
    tx
      .selectFrom('version_references as reference')
      .innerJoin('versions as version', 'version.id', 'reference.version_id')
      .select([
        'reference.version_id as versionId',
        'reference.target_id as targetId',
        'reference.kind',
        'version.content_id as contentId',
        'version.language',
        'version.title',
      ])
      .where('reference.target_id', 'in', chunk)
      .where('version.status', '=', 'published')
      .orderBy('reference.version_id')
      .execute(),
  )
}
