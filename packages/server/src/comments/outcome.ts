/** What the commands of comments have in common: who wrote it, the event with absolute counts, what follows from them. */
import type { Comment, CommentCounts, CommentEvent, Id } from '@copydesk/contract'
import { type CommandContext, event, type Outcome } from '../command/command.ts'
import type { OutboxEntry } from '../command/outbox.ts'
import { Refusal } from '../command/refusal.ts'
import { allows, viewerOf } from '../command/viewer.ts'
import { countProjects } from '../projects/project/count-projects.ts'
import type { Row } from '../storage/schema.ts'
import { presentComment } from './present.ts'
import { told } from './told.ts'

export function isAuthor(row: Row<'comments'>, { actor }: CommandContext): boolean {
  return row.author_kind === actor.kind && row.author_id === actor.id
}

/** Throws `forbidden` unless whoever acts wrote it or may moderate. */
export async function requireAuthorOrModerator(row: Row<'comments'>, context: CommandContext): Promise<void> {
  if (isAuthor(row, context) || allows(await viewerOf(context), 'comment.moderate')) return
  throw new Refusal('forbidden', 'Only its author or an administrator may do this to a comment.')
}

export function commentEvent(
  context: CommandContext,
  type: CommentEvent['type'],
  row: Row<'comments'>,
  counts: CommentCounts,
): CommentEvent {
  return event<CommentEvent['type']>(context, type, { comment: presentComment(row), counts })
}

export function outcome(
  context: CommandContext,
  happened: CommentEvent,
  closers: readonly Id[],
): Outcome<Comment> {
  return { body: happened.comment, events: told(context, happened.comment, happened, closers) }
}

export function countsOfProject({ project_id: projectId }: Row<'comments'>): OutboxEntry[] {
  return projectId === null ? [] : [countProjects.entry({ projectId })]
}
