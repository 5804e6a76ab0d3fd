/** In which channel it is told that something happened to a comment, and how much of it. */
import {
  type Comment,
  type CommentEvent,
  type CommentReacted,
  channels,
  type Id,
  type ThreadReopened,
  type ThreadResolved,
} from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import type { ChannelEvent } from '../storage/journal.ts'

/** Of what private projects keep to their members, the channel of the content says only that something happened. */
export function told(
  context: CommandContext,
  { projectId, contentId }: Comment,
  happened: CommentEvent | CommentReacted | ThreadResolved | ThreadReopened,
  closers: readonly Id[],
): ChannelEvent {
  if (projectId !== null) return { channel: channels.project(projectId), event: happened }
  if (contentId === null) throw new Error('A comment that is about nothing')
  const channel = channels.content(contentId)
  return closers.length === 0
    ? { channel, event: happened }
    : { channel, event: event(context, 'content.withheld', { contentId }) }
}
