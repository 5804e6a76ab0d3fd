/** In which channel it is told that something happened to a comment. */
import {
  type Comment,
  type CommentEvent,
  type CommentReacted,
  channels,
  type Id,
  type ThreadReopened,
  type ThreadResolved,
} from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { tellPrivateContent } from '../content/tell-private-content.ts'
import type { ChannelEvent } from '../storage/journal.ts'

/**
 * Of what private projects (`closers`) keep to their members, no channel says anything but these people's own, where they
 * hear that something happened.
 */
export function told(
  context: CommandContext,
  { projectId, contentId }: Comment,
  happened: CommentEvent | CommentReacted | ThreadResolved | ThreadReopened,
  closers: readonly Id[],
): ChannelEvent[] {
  if (projectId !== null) return [{ channel: channels.project(projectId), event: happened }]
  if (contentId === null) throw new Error('A comment that is about nothing')
  if (closers.length === 0) return [{ channel: channels.content(contentId), event: happened }]
  const kept = [{ contentIds: [contentId], projectIds: [...closers] }]
  context.enqueue([tellPrivateContent.entry({ kept })])
  return []
}
