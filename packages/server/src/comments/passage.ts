/**
 * The passage of a text that a new thread is about, quoted from the text as it stands: what is stored stood so in that
 * text. Afterwards nobody here looks for it: where it stands is found by whoever shows a text, which may be another
 * version, or words that are not saved yet.
 */

import { type Id, type Passage, placesOf, type QuotedPassage, quotePassage } from '@copydesk/contract'
import { findPassage } from '@copydesk/contract/passages'
import { Refusal } from '../command/refusal.ts'
import type { Tx } from '../storage/storage.ts'
import type { About } from './place.ts'

/**
 * The passage in the text of its version, which is locked. One that was read in an older text is quoted as it reads now.
 * Throws `passage_lost`, and `invalid_request` for a passage of another text or of no text.
 */
export async function quoteOf(
  tx: Tx,
  about: About,
  parentId: Id | undefined,
  wanted: QuotedPassage,
): Promise<Passage> {
  if (parentId !== undefined) throw invalid('/passage', 'goes with the comment that opens a thread only')
  const version = await versionOf(tx, about, wanted.versionId)
  if (version === undefined) throw invalid('/passage/versionId', 'is no version of what the thread is about')
  const { body, textRevision } = version
  if (wanted.textRevision > textRevision) throw invalid('/passage/textRevision', 'is yet to come')
  const { exact, prefix = '', suffix = '', start = 0, versionId } = wanted
  const [first, second] = placesOf(body, exact)
  const range = findPassage(body, {
    exact,
    prefix,
    suffix,
    start,
    isOnly: second === undefined,
  })
  const quote = range && quotePassage(body, range)
  const isAsRead = wanted.textRevision < textRevision || first !== undefined
  if (quote === null || !isAsRead) throw new Refusal('passage_lost')
  return { ...quote, versionId, textRevision }
}

/** Of an item the version that it holds; of a text by itself any one that it has. */
function versionOf(tx: Tx, { item_id: itemId, content_id: contentId, language }: About, versionId: Id) {
  const version = tx
    .selectFrom('versions as version')
    .innerJoin('version_bodies as text', 'text.version_id', 'version.id')
    .select(['text.body', 'version.text_revision as textRevision'])
    .where('version.id', '=', versionId)
    .where('version.content_id', '=', contentId ?? '')
    .where('version.language', '=', language ?? '')
  const held = tx.selectFrom('project_items').select('version_id').where('id', '=', itemId)
  return (itemId === null ? version : version.where('version.id', '=', held)).executeTakeFirst()
}

function invalid(path: string, message: string): Refusal {
  return new Refusal('invalid_request', `The passage ${message}.`, { errors: [{ path, message }] })
}
