/** What is live: at most one version of a content item in each language. */
import type { Id, Language } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

/** The version of a language that is live. */
export interface Live {
  contentId: Id
  language: Language
  versionId: Id
  number: number
}

/** The key of a content item in one language. */
export function languageKey({ contentId, language }: { contentId: Id; language: Language }): string {
  return `${contentId} ${language}`
}

/** What is live of these items, by `languageKey`. */
export async function liveVersions(tx: Tx, contentIds: readonly Id[]): Promise<Map<string, Live>> {
  const rows = await selectInChunks([...new Set(contentIds)], (chunk) =>
    tx
      .selectFrom('versions')
      .select(['content_id as contentId', 'language', 'id as versionId', 'number'])
      .where('content_id', 'in', chunk)
      .where('status', '=', 'published')
      .execute(),
  )
  return new Map(rows.map((row) => [languageKey(row), row]))
}
