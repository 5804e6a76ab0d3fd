/**
 * What each version refers to, kept beside its text and written in the transaction that writes the text, whoever writes
 * it. What it refers to need not exist: anything can be typed. A long text takes a while to be read, so whoever has the
 * text before the transaction reads it there, while nobody waits for its locks.
 */
import type { Id, Reference } from '@copydesk/contract'
import { findReferences } from '../../markdown/find-references.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { valuesList } from '../../storage/values-list.ts'

/** A version with the text that it has now. */
export interface SavedText {
  versionId: Id
  body: string
  /** What `findReferences` finds in the body, where that was read before the transaction. */
  references?: readonly Reference[] | undefined
}

/** Keeps what new versions refer to. */
export async function insertReferences(tx: Tx, texts: readonly SavedText[]): Promise<void> {
  const rows = texts.flatMap(({ versionId, body, references = findReferences(body) }) =>
    references.map(({ contentId, kind }) => ({
      version_id: versionId,
      target_id: contentId,
      kind,
    })),
  )
  for (const chunk of chunks(rows)) await tx.insertInto('version_references').values(chunk).execute()
}

/** Keeps what edited versions refer to now. */
export async function replaceReferences(tx: Tx, texts: readonly SavedText[]): Promise<void> {
  for (const chunk of chunks(texts.map(({ versionId }) => versionId))) {
    await tx.deleteFrom('version_references').where('version_id', 'in', chunk).execute()
  }
  await insertReferences(tx, texts)
}

/** Gives copies of versions what their sources refer to, without reading the texts. */
export async function copyReferences(tx: Tx, copies: readonly { id: Id; sourceId: Id }[]): Promise<void> {
  const rows = copies.map(({ id, sourceId }) => ({ id, source_id: sourceId }))
  for (const chunk of chunks(rows)) {
    await tx
      .with('copy(id, source_id)', () => valuesList(chunk))
      .insertInto('version_references')
      .columns(['version_id', 'target_id', 'kind'])
      .expression((eb) =>
        eb
          .selectFrom('copy')
          .innerJoin('version_references as source', 'source.version_id', 'copy.source_id')
          .select(['copy.id', 'source.target_id', 'source.kind']),
      )
      .execute()
  }
}
