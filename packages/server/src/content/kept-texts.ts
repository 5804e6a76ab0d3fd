/**
 * Texts of a version that lost to another one: what was replaced on purpose, or given up for somebody else's. They
 * are kept with the version, to be read and taken up again, and are in no list of versions: none can be published.
 */
import type { Actor, Id, KeepText, KeptText, KeptTextList } from '@copydesk/contract'
import type { Command, CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Viewer } from '../command/viewer.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { enterVersion } from './door.ts'
import { presentKeptText } from './present.ts'
import { readVersion, requireVersion } from './queries.ts'

/** So many are listed; older ones stay in the database. */
const listed = 200

export interface TextToKeep {
  versionId: Id
  title: string
  body: string
  author: Actor
}

/** Keeps a text within the transaction of whoever replaces it. */
export async function insertKeptText(
  { tx, now, newId }: CommandContext,
  { versionId, title, body, author }: TextToKeep,
): Promise<Row<'kept_texts'>> {
  const row = {
    id: newId(),
    version_id: versionId,
    title,
    body,
    author_id: author.id,
    author_kind: author.kind,
    kept_at: now,
  }
  await tx.insertInto('kept_texts').values(row).execute()
  return row
}

/** Keeps a text that the actor wrote and gave up; whatever the version's status, since the words exist already. */
export function keepText(contentId: Id, versionId: Id, { title, body }: KeepText): Command<KeptText> {
  return async (context) => {
    const sight = await enterVersion(context, contentId, versionId, 'content.write')
    await requireVersion(context.tx, contentId, versionId, sight)
    const row = await insertKeptText(context, { versionId, title, body, author: context.actor })
    return { status: 201, body: { ...presentKeptText(row), body }, events: [] }
  }
}

/** The texts that were kept with a version, newest first, without their bodies. */
export async function readKeptTexts(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
): Promise<KeptTextList> {
  await readVersion(tx, viewer, contentId, versionId)
  const rows = await tx
    .selectFrom('kept_texts')
    .select(['id', 'version_id', 'title', 'author_id', 'author_kind', 'kept_at'])
    .where('version_id', '=', versionId)
    .orderBy('id', 'desc')
    .limit(listed)
    .execute()
  return { data: rows.map(presentKeptText), nextCursor: null }
}

/** One of them with its body. */
export async function readKeptText(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
  keptId: Id,
): Promise<KeptText> {
  await readVersion(tx, viewer, contentId, versionId)
  const row = await tx
    .selectFrom('kept_texts')
    .selectAll()
    .where('id', '=', keptId)
    .where('version_id', '=', versionId)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found', 'There is no kept text with this id in this version.')
  return { ...presentKeptText(row), body: row.body }
}
