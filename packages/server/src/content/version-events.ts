/** What is published of versions: one event for each item at once, and the content list is told a moment later. */
import { channels, type Id } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import { noSight } from '../projects/members/sight.ts'
import { selectInChunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import type { Tx } from '../storage/storage.ts'
import { contentSummaries, versionSummaries, withheldContent } from './rows.ts'
import { tellContentList } from './tell-content-list.ts'
import { tellPrivateContent } from './tell-private-content.ts'

/**
 * The events that tell how these versions and their items are now. Of what private projects hold, the channels say only
 * that it changed; the list is not told where it changed in nothing but `unseenIds`, which nobody else saw before either.
 */
export async function versionEvents(
  context: CommandContext,
  versionIds: readonly Id[],
  unseenIds: ReadonlySet<Id> = new Set(),
): Promise<ChannelEvent[]> {
  if (versionIds.length === 0) return []
  const { tx } = context
  const contentIds = await contentOf(tx, versionIds)
  const seenIds = await contentOf(
    tx,
    versionIds.filter((id) => !unseenIds.has(id)),
  )
  const versions = await versionSummaries(tx, versionIds, noSight)
  const byContent = Map.groupBy(versions, (version) => version.contentId)
  const items = new Map((await contentSummaries(tx, contentIds, noSight)).map((item) => [item.id, item]))
  const withheld = await withheldContent(tx, contentIds)
  if (seenIds.length > 0)
    context.enqueue([tellContentList.entry({ actor: context.actor, contentIds: seenIds })])
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

async function contentOf(tx: Tx, versionIds: readonly Id[]): Promise<Id[]> {
  const rows = await selectInChunks([...versionIds], (chunk) =>
    tx.selectFrom('versions').select('content_id').distinct().where('id', 'in', chunk).execute(),
  )
  return [...new Set(rows.map((row) => row.content_id))].sort()
}
