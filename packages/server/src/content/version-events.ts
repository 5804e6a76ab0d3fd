/** What is published of versions: one event for each item at once, and the content list is told a moment later. */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import { noSight } from '../projects/members/sight.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { contentIdsOf, contentSummaries, versionSummaries, withheldContent } from './rows.ts'
import { tellContentList } from './tell-content-list.ts'
import { tellPrivateContent } from './tell-private-content.ts'

/**
 * The events that tell how these versions and their items are now, for versions that everybody sees or saw until now. Of
 * those that private projects hold by now, the channels say only that they changed.
 */
export async function versionEvents(
  context: CommandContext,
  versionIds: readonly Id[],
): Promise<ChannelEvent[]> {
  if (versionIds.length === 0) return []
  const { tx } = context
  const contentIds = await contentIdsOf(tx, versionIds)
  const versions = await versionSummaries(tx, versionIds, noSight)
  const byContent = Map.groupBy(versions, (version) => version.contentId)
  const items = new Map((await contentSummaries(tx, contentIds, noSight)).map((item) => [item.id, item]))
  const withheld = await withheldContent(tx, contentIds)
  context.enqueue([tellContentList.entry({ actor: context.actor, contentIds })])
  if (withheld.size > 0) context.enqueue([tellPrivateContent.entry({ contentIds: [...withheld] })])
  return contentIds.map((contentId) => {
    const content = items.get(contentId)
    const channel = channels.content(contentId)
    if (content === undefined) {
      return { channel, event: event(context, 'content.withheld', { contentId }) }
    }
    const told = { content, versions: byContent.get(contentId) ?? [] }
    const more = withheld.has(contentId) ? { isWithheld: true as const } : {}
    return { channel, event: event(context, 'version.changed', { ...told, ...more }) }
  })
}
