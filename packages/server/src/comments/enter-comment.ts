/** Comments are entered by the door of their project, or of the text that they are on, which says 404, 403 and 410 for them too. */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight, type Viewer } from '../command/viewer.ts'
import { enterTexts } from '../content/door.ts'
import { enterProject, viewProject } from '../projects/project/door.ts'
import { lockRows } from '../storage/lock.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import { requireOpenText, viewText } from './text-scope.ts'

/** A comment under the lock of what it belongs to, and the private projects that this is kept to. */
export interface EnteredComment {
  row: Row<'comments'>
  closers: Id[]
}

/** Enters what the comment belongs to. A comment never changes that. Throws `gone` for a deleted one. */
export async function enterComment(context: CommandContext, commentId: Id): Promise<EnteredComment> {
  const entered = await enterCommentOrTrace(context, commentId)
  if (entered.row.deleted_at !== null) throw new Refusal('gone', 'The comment was deleted.')
  return entered
}

/** The same of a comment that may be deleted. */
export async function enterCommentOrTrace(context: CommandContext, commentId: Id): Promise<EnteredComment> {
  const { tx } = context
  const address = await tx
    .selectFrom('comments')
    .select(['project_id', 'content_id'])
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (!address) throw new Refusal('not_found', 'There is no such comment.')
  const { project_id: projectId, content_id: contentId } = address
  const project = projectId === null ? null : await enterProject(context, projectId, 'comment.write')
  if (project === null) await enterTexts(context, contentId ?? '', 'comment.write')
  const row = await tx
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', commentId)
    .executeTakeFirstOrThrow()
  const closers =
    project === null
      ? await requireOpenText(context, contentId ?? '', row.language ?? '')
      : closersOfProject(project)
  return { row, closers }
}

/** Locks what the comment belongs to, for work that nobody asks for. */
export async function lockHome(tx: Tx, commentId: Id): Promise<void> {
  const home = await tx
    .selectFrom('comments')
    .select(['project_id', 'content_id'])
    .where('id', '=', commentId)
    .executeTakeFirst()
  if (home === undefined) return
  if (home.project_id !== null) await lockRows(tx, 'projects', [home.project_id])
  else if (home.content_id !== null) await lockRows(tx, 'content_items', [home.content_id])
}

/** The project itself where it is private: its members alone see what is in it. */
export function closersOfProject({ id, visibility }: Row<'projects'>): Id[] {
  return visibility === 'private' ? [id] : []
}

/** A comment that the viewer may read, or its trace. Throws `not_found`, `forbidden` and `gone` as what it belongs to does. */
export async function viewComment(tx: Tx, viewer: Viewer, commentId: Id): Promise<Row<'comments'>> {
  const row = await tx.selectFrom('comments').selectAll().where('id', '=', commentId).executeTakeFirst()
  if (row === undefined) throw new Refusal('not_found', 'There is no such comment.')
  requireRight(viewer, 'comment.read')
  if (row.project_id !== null) await viewProject(tx, viewer, row.project_id, 'comment.read')
  else await viewText(tx, viewer, row.content_id ?? '', row.language ?? '')
  return row
}
