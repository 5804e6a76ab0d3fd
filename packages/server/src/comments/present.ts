/** A row of comments as the API and the events show it. */
import type { Comment } from '@copydesk/contract'
import { instant, instantOrNull } from '../command/command.ts'
import type { Row } from '../storage/schema.ts'

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
    author: { id: row.author_id, kind: row.author_kind },
    body: row.body,
    createdAt: instant(row.created_at),
    editedAt: instantOrNull(row.edited_at),
    deletedAt: instantOrNull(row.deleted_at),
  }
}
