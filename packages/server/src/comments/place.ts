/** Where a new comment goes: about what, in which thread, as an answer to which comment. */
import type { CreateComment, CreateTextComment, Id } from '@copydesk/contract'
import { Refusal } from '../command/refusal.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'

/** What a comment is about. */
export type About = Pick<Row<'comments'>, 'project_id' | 'item_id' | 'content_id' | 'language'>

export type Place = About & Pick<Row<'comments'>, 'thread_id' | 'parent_id'>

/** The place of the comment `id` in a project. Throws `thread_mismatch`, and `invalid_request` for an item elsewhere. */
export async function placeInProject(tx: Tx, projectId: Id, input: CreateComment, id: Id): Promise<Place> {
  if (input.parentId !== undefined) {
    const parent = await placeOf(tx, input.parentId)
    const fits =
      parent?.project_id === projectId && (input.itemId === undefined || input.itemId === parent.item_id)
    if (!fits) throw new Refusal('thread_mismatch')
    return { ...parent, parent_id: input.parentId }
  }
  const text = input.itemId === undefined ? noText : await textOfItem(tx, projectId, input.itemId)
  return { project_id: projectId, item_id: input.itemId ?? null, ...text, thread_id: id, parent_id: null }
}

const noText = { content_id: null, language: null }

/** The place of the comment `id` on a text by itself. Throws `thread_mismatch`. */
export async function placeOnText(
  tx: Tx,
  contentId: Id,
  { language, parentId }: CreateTextComment,
  id: Id,
): Promise<Place> {
  const text = { project_id: null, item_id: null, content_id: contentId, language }
  if (parentId === undefined) return { ...text, thread_id: id, parent_id: null }
  const parent = await placeOf(tx, parentId)
  const fits = parent?.project_id === null && parent.content_id === contentId && parent.language === language
  if (!fits) throw new Refusal('thread_mismatch')
  return { ...text, thread_id: parent.thread_id, parent_id: parentId }
}

function placeOf(tx: Tx, commentId: Id): Promise<(About & { thread_id: Id }) | undefined> {
  return tx
    .selectFrom('comments')
    .select(['project_id', 'item_id', 'content_id', 'language', 'thread_id'])
    .where('id', '=', commentId)
    .executeTakeFirst()
}

async function textOfItem(
  tx: Tx,
  projectId: Id,
  itemId: Id,
): Promise<Pick<About, 'content_id' | 'language'>> {
  const item = await tx
    .selectFrom('project_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .select(['version.content_id', 'version.language'])
    .where('item.id', '=', itemId)
    .where('item.project_id', '=', projectId)
    .executeTakeFirst()
  if (item) return item
  const message = 'is not an item of this project'
  throw new Refusal('invalid_request', `itemId ${message}.`, { errors: [{ path: '/itemId', message }] })
}
