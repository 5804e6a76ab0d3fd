/** Version numbers: 1, 2, 3 … within content item and language. */
import type { Id, Language } from '@copydesk/contract'
import { selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

interface Numbered {
  contentId: Id
  language: Language
}

/** Reads the highest numbers of all these once; the function it gives counts on from them. */
export async function numberAllotter(
  tx: Tx,
  versions: readonly Numbered[],
): Promise<(version: Numbered) => number> {
  const contentIds = [...new Set(versions.map((version) => version.contentId))]
  const rows = await selectInChunks(contentIds, (chunk) =>
    tx
      .selectFrom('versions')
      .select(({ fn }) => ['content_id', 'language', fn.max('number').as('number')])
      .where('content_id', 'in', chunk)
      .groupBy(['content_id', 'language'])
      .execute(),
  )
  const numbers = new Map(rows.map((row) => [`${row.content_id} ${row.language}`, row.number]))
  return ({ contentId, language }) => {
    const key = `${contentId} ${language}`
    const number = (numbers.get(key) ?? 0) + 1
    numbers.set(key, number)
    return number
  }
}
