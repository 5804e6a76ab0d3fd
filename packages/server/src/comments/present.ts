/** A row of comments as the API and the events show it. */
import type { Comment, Passage, Reaction } from '@copydesk/contract'
import { instant, instantOrNull } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

/** What was quoted goes with the words about it. */
export function passageOf({
  passage,
  deleted_at = null,
}: Pick<Row<'comments'>, 'passage'> & Partial<Pick<Row<'comments'>, 'deleted_at'>>): Passage | null {
  return passage === null || deleted_at !== null ? null : JSON.parse(passage)
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
    passage: passageOf(row),
    author: { id: row.author_id, kind: row.author_kind },
    body: row.body,
    createdAt: instant(row.created_at),
    editedAt: instantOrNull(row.edited_at),
    deletedAt: instantOrNull(row.deleted_at),
    reactions: row.deleted_at === null ? (JSON.parse(row.reactions) as Reaction[]) : [],
    reactionRevision: row.reaction_revision,
  }
}
