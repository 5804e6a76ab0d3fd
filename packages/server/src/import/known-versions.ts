/** The versions that items have now, as far as an import must know them to overwrite nothing. */
import type { Fields, Id, Status } from '@copydesk/contract'
import { fieldsFrom } from '../content/fields.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

export interface KnownVersion {
  versionId: Id
  language: string
  status: Status
  title: string
  body: string
  fields: Fields
  /** A person wrote in it. */
  byHand: boolean
}

/** By item, newest first. An item that does not exist has none. */
export async function knownVersions(tx: Tx, contentIds: readonly Id[]): Promise<Map<Id, KnownVersion[]>> {
  const rows = await selectInChunks(contentIds, (chunk) =>
    tx
      .selectFrom('versions as version')
      .innerJoin('version_bodies as text', 'text.version_id', 'version.id')
      .where('version.content_id', 'in', chunk)
      .select(['version.id', 'version.content_id', 'version.language', 'version.status', 'version.title'])
      .select(['version.by_hand', 'text.body', 'text.fields'])
      .orderBy('version.number', 'desc')
      .execute(),
  )
  const known = new Map<Id, KnownVersion[]>()
  for (const row of rows) {
    const versions = known.get(row.content_id) ?? []
    known.set(row.content_id, versions)
    versions.push({
      versionId: row.id,
      language: row.language,
      status: row.status,
      title: row.title,
      body: row.body,
      fields: fieldsFrom(row.fields),
      byHand: row.by_hand === 1,
    })
  }
  return known
}
