/** The rows of notifications, and how they are written. */
import { detailOf } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { chunks } from '../storage/chunks.ts'
import type { Row } from '../storage/schema.ts'
import type { Tx } from '../storage/storage.ts'
import type { Arrival } from './inbox/arrive.ts'
import type { Draft } from './occasion.ts'

/** The row of what a person is told, whose channel stands at the offset. */
export function rowOf(
  { newId, now }: Pick<CommandContext, 'newId' | 'now'>,
  draft: Draft,
  offset: number,
): Arrival['row'] {
  const { facts } = draft
  return {
    id: newId(),
    revision: 1,
    person_id: draft.personId,
    event_id: draft.eventId,
    kind: draft.kind,
    reason: draft.reason,
    actor_id: draft.actorId,
    actor_kind: draft.actorKind,
    project_id: draft.projectId,
    project_name: draft.projectName,
    item_id: draft.itemId,
    item_title: draft.itemTitle,
    comment_id: draft.commentId,
    content_id: draft.contentId,
    version_id: draft.versionId,
    excerpt: detailOf(draft),
    facts: facts && JSON.stringify(facts),
    offset,
    created_at: now,
    seen_at: null,
    read_at: null,
  }
}

/** The unique key of event, person and reason makes the whole batch fail rather than double anything. */
export async function insertNotifications(tx: Tx, rows: readonly Row<'notifications'>[]): Promise<void> {
  for (const chunk of chunks(rows)) await tx.insertInto('notifications').values(chunk).execute()
}
