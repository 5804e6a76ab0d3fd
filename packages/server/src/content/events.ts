/**
 * What a command publishes when versions change: each item's own channel is told at once, or in batches soon after where
 * that is too much; the content list is told a moment later. Inboxes that tell of them look again at what they may show.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { tellAskedOnTexts } from '../comments/answers.ts'
import { withdrawVersions } from '../notifications/withdraw.ts'
import { chunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { tellOfVersions } from './tell-of-versions.ts'
import { versionEvents } from './version-events.ts'

/** Versions that one transaction tells of. */
const mostAtOnce = 100

/**
 * The events that tell how these versions and their items are now; call it after every row is written. Each item has a
 * channel of its own: a command that changes more than a hundred puts the telling into the outbox and gives none.
 * `unseenIds` are those that only members of private projects see, now and before.
 */
export async function contentEvents(
  context: CommandContext,
  versionIds: readonly Id[],
  unseenIds?: ReadonlySet<Id>,
): Promise<ChannelEvent[]> {
  await withdrawVersions(context, versionIds)
  // Edits say whom they are hidden from, and change nothing of it.
  if (unseenIds === undefined) await tellAskedOnTexts(context, versionIds)
  if (versionIds.length <= mostAtOnce) return versionEvents(context, versionIds, unseenIds)
  const { actor } = context
  const batches = [...chunks(versionIds, mostAtOnce)]
  context.enqueue(batches.map((batch) => tellOfVersions.entry({ actor, versionIds: batch })))
  return []
}
