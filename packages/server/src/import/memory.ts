/** What earlier runs wrote: read before planning, kept with each text that is written. */
import type { Id } from '@copydesk/contract'
import { chunks, selectInChunks } from '../storage/chunks.ts'
import type { Tx } from '../storage/storage.ts'

/** What an import wrote last into a language of an item. */
export interface RememberedText {
  contentId: Id
  language: string
  /** The imported folder and the file's path in it. */
  folder: string
  path: string
  textHash: string
  fieldsHash: string
  linksHash: string
}

/** All texts of a source. */
export async function textsOfSource(tx: Tx, source: string): Promise<RememberedText[]> {
  const rows = await tx
    .selectFrom('import_texts as text')
    .innerJoin('content_items as item', 'item.id', 'text.content_id')
    .where('item.source', '=', source)
    .selectAll('text')
    .execute()
  return rows.map(presentText)
}

/** The texts of these items. */
export async function textsOfItems(tx: Tx, contentIds: readonly Id[]): Promise<RememberedText[]> {
  const rows = await selectInChunks(contentIds, (chunk) =>
    tx.selectFrom('import_texts').selectAll().where('content_id', 'in', chunk).execute(),
  )
  return rows.map(presentText)
}

/** Writes down what was written; whatever was known of the text before is replaced. */
export async function rememberTexts(tx: Tx, texts: readonly RememberedText[]): Promise<void> {
  const rows = texts.map((text) => ({
    content_id: text.contentId,
    language: text.language,
    folder: text.folder,
    path: text.path,
    text_hash: text.textHash,
    fields_hash: text.fieldsHash,
    links_hash: text.linksHash,
  }))
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('import_texts')
      .values(chunk)
      .onConflict((conflict) =>
        conflict.columns(['content_id', 'language']).doUpdateSet((eb) => ({
          folder: eb.ref('excluded.folder'),
          path: eb.ref('excluded.path'),
          text_hash: eb.ref('excluded.text_hash'),
          fields_hash: eb.ref('excluded.fields_hash'),
          links_hash: eb.ref('excluded.links_hash'),
        })),
      )
      .execute()
  }
}

/** Forgets what was written last. */
export async function forgetTexts(
  tx: Tx,
  places: readonly Pick<RememberedText, 'contentId' | 'language'>[],
): Promise<void> {
  for (const { contentId, language } of places) {
    await tx
      .deleteFrom('import_texts')
      .where('content_id', '=', contentId)
      .where('language', '=', language)
      .execute()
  }
}

/** The items of a source by their ids there, those included that are to be written. */
export async function itemsOfSource(tx: Tx, source: string): Promise<Map<string, Id>> {
  const rows = await tx
    .selectFrom('import_items')
    .select(['external_id', 'content_id'])
    .where('source', '=', source)
    .execute()
  return new Map(rows.map((row) => [row.external_id, row.content_id]))
}

/** Gives ids to items to be, unless another run was faster. */
export async function reserveItems(
  tx: Tx,
  source: string,
  ids: Iterable<readonly [string, Id]>,
): Promise<void> {
  const rows = [...ids].map(([external_id, content_id]) => ({ source, external_id, content_id }))
  for (const chunk of chunks(rows)) {
    await tx
      .insertInto('import_items')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['source', 'external_id']).doNothing())
      .execute()
  }
}

/** Locks what was reserved, so that of two runs at once the second finds the items that the first one wrote. */
export async function lockReserved(tx: Tx, source: string, keys: readonly string[]): Promise<void> {
  await selectInChunks([...new Set(keys)].sort(), (chunk) =>
    tx
      .selectFrom('import_items')
      .select('external_id')
      .where('source', '=', source)
      .where('external_id', 'in', chunk)
      .orderBy('external_id')
      .forNoKeyUpdate()
      .execute(),
  )
}

function presentText(row: {
  content_id: string
  language: string
  folder: string
  path: string
  text_hash: string
  fields_hash: string
  links_hash: string
}): RememberedText {
  return {
    contentId: row.content_id,
    language: row.language,
    folder: row.folder,
    path: row.path,
    textHash: row.text_hash,
    fieldsHash: row.fields_hash,
    linksHash: row.links_hash,
  }
}
