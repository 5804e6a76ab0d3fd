/** What is published of versions and their items: one event for the content list, one for each item. */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { contentSummaries, versionSummaries } from './rows.ts'

/** The events that tell how these versions and their items are now. */
export async function versionEvents(
  context: CommandContext,
  versionIds: readonly Id[],
): Promise<ChannelEvent[]> {
  if (versionIds.length === 0) return []
  const versions = await versionSummaries(context.tx, versionIds)
  const byContent = Map.groupBy(versions, (version) => version.contentId)
  const items = await contentSummaries(context.tx, [...byContent.keys()])
  const perItem = items.map((content) => ({
    channel: channels.content(content.id),
    event: event(context, 'version.changed', { content, versions: byContent.get(content.id) ?? [] }),
  }))
  return [{ channel: channels.contentList, event: event(context, 'content.changed', { items }) }, ...perItem]
}
