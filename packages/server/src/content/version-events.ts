/** What is published of versions: one event for each item at once, and the content list is told a moment later. */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { contentSummaries, versionSummaries } from './rows.ts'
import { tellContentList } from './tell-content-list.ts'

/** The events that tell how these versions and their items are now. */
export async function versionEvents(
  context: CommandContext,
  versionIds: readonly Id[],
): Promise<ChannelEvent[]> {
  if (versionIds.length === 0) return []
  const versions = await versionSummaries(context.tx, versionIds)
  const byContent = Map.groupBy(versions, (version) => version.contentId)
  const items = await contentSummaries(context.tx, [...byContent.keys()])
  context.enqueue([tellContentList.entry({ actor: context.actor, contentIds: [...byContent.keys()] })])
  return items.map((content) => ({
    channel: channels.content(content.id),
    event: event(context, 'version.changed', { content, versions: byContent.get(content.id) ?? [] }),
  }))
}
