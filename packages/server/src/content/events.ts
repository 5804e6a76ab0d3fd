/**
 * What a command publishes when versions change: each item's own channel is told at once, or in batches soon after where
 * that is too much; the content list is told a moment later. Of what private projects keep to their members neither says
 * anything: these hear of it in their own channels. Inboxes that tell of versions look again at what they may show.
 */
import type { Id } from '@copydesk/contract'
import type { CommandContext } from '../command/command.ts'
import { tellAskedOnTexts } from '../comments/answers.ts'
import { withdrawVersions } from '../notifications/withdraw.ts'
import { chunks } from '../storage/chunks.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { tellMembers } from './tell-members.ts'
import { tellOfVersions } from './tell-of-versions.ts'
import { unseenOnceTold } from './unseen.ts'
import { versionEvents } from './version-events.ts'

/** Versions that one transaction tells of. */
const mostAtOnce = 100

/**
 * The events that tell how these versions and their items are now; call it after every row is written. Each item has a
 * channel of its own: a command that changes more than a hundred puts the telling into the outbox and gives none.
 */
export async function contentEvents(
  context: CommandContext,
  versionIds: readonly Id[],
): Promise<ChannelEvent[]> {
  await tellAskedOnTexts(context, versionIds)
  return editEvents(context, versionIds)
}

/** The same of edits, which change nothing of who sees the versions and the threads on their texts. */
export async function editEvents(
  context: CommandContext,
  versionIds: readonly Id[],
): Promise<ChannelEvent[]> {
  await withdrawVersions(context, versionIds)
  const unseenIds = await unseenOnceTold(context.tx, versionIds)
  await tellMembers(context, [...unseenIds])
  const seenIds = versionIds.filter((id) => !unseenIds.has(id))
  if (seenIds.length <= mostAtOnce) return versionEvents(context, seenIds)
  const { actor } = context
  const batches = [...chunks(seenIds, mostAtOnce)]
  context.enqueue(batches.map((batch) => tellOfVersions.entry({ actor, versionIds: batch })))
  return []
}
