/** A row of comments as the API and the events show it. */
import type { Comment, Passage, Reaction, Resolution } from '@copydesk/contract'
import { instant, instantOrNull } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

/** What was quoted goes with the words about it. */
export function passageOf({
  passage,
  deleted_at = null,
}: Pick<Row<'comments'>, 'passage'> & Partial<Pick<Row<'comments'>, 'deleted_at'>>): Passage | null {
  return passage === null || deleted_at !== null ? null : JSON.parse(passage)
}

/** Who resolved the thread that the comment opens; null while it is open, and for answers. */
export function resolutionOf(
  row: Pick<Row<'comments'>, 'resolved_at' | 'resolved_by_id' | 'resolved_by_kind'>,
): Resolution | null {
  const { resolved_at: at, resolved_by_id: id, resolved_by_kind: kind } = row
  return at === null || id === null || kind === null ? null : { by: { id, kind }, at: instant(at) }
}

/** The body is Markdown as it was typed; whoever shows it must encode it. */
export function presentComment(row: Row<'comments'>): Comment {
  return {
    id: row.id,
    revision: row.revision,
    projectId: row.project_id,
    itemId: row.item_id,
    contentId: row.content_id,
    language: row.language,
    threadId: row.thread_id,
    parentId: row.parent_id,
    number: row.number,
    passage: passageOf(row),
    author: { id: row.author_id, kind: row.author_kind },
    body: row.body,
    createdAt: instant(row.created_at),
    editedAt: instantOrNull(row.edited_at),
    deletedAt: instantOrNull(row.deleted_at),
    reactions: row.deleted_at === null ? (JSON.parse(row.reactions) as Reaction[]) : [],
    reactionRevision: row.reaction_revision,
    resolved: resolutionOf(row),
    resolutionRevision: row.resolution_revision,
  }
}
