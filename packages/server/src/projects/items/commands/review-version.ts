/**
 * A version moved through its review, or rebased, where somebody reads it: beside its text. One that a project holds
 * moves as its item does, and whoever looks at that project sees it.
 */
import {
  type Id,
  type MoveVersion,
  type ProjectItem,
  type RebaseVersion,
  type VersionSummary,
  wasPublished,
} from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../../command/command.ts'
import type { OutboxEntry } from '../../../command/outbox.ts'
import { Refusal } from '../../../command/refusal.ts'
import { viewerOf } from '../../../command/viewer.ts'
import { enterVersion } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { requireSummary } from '../../../content/queries.ts'
import { touchContentOf, touchVersions } from '../../../content/touch.ts'
import type { ChannelEvent } from '../../../storage/journal.ts'
import type { Sight } from '../../members/sight.ts'
import { liveOf, requireLive } from '../../releases/live-versions.ts'
import { beginReviews } from '../../review/begin.ts'
import { requireMovesByRule } from '../../review/moves.ts'
import { subjectOfVersion } from '../../review/subjects.ts'
import { tellAsked } from '../../review/tell-asked.ts'
import { versionApprovalsAsked, versionsMoved } from '../../review/version-news.ts'
import { requireMoveRights, requireMoves, requireNoneScheduled } from '../checks.ts'
import { itemsOfVersions } from '../queries.ts'
import { takeBase } from '../take-base.ts'
import { applyChange } from './change-items.ts'
import { workFor } from './rebase-item.ts'

/** Moves a version to another status and answers it. Throws `not_found`, `forbidden` or `invalid_status_move`. */
export function moveVersion(
  contentId: Id,
  versionId: Id,
  { status, reason }: MoveVersion,
): Command<VersionSummary> {
  return async (context) => {
    const sight = await enterVersion(context, contentId, versionId, 'item.review')
    const { version, item } = await requireAsked(context, contentId, versionId, sight)
    if (item === undefined) {
      const subject = await subjectOfVersion(context.tx, version)
      const viewer = await viewerOf(context)
      requireMoves([versionId], new Map([[versionId, version]]), status, () => '/status')
      requireMoveRights(viewer, [version], status)
      await requireMovesByRule(context.tx, viewer, [subject], { status, reason }, () => '/status')
      return moveAlone(context, version, sight, { status, reason })
    }
    const { id, projectId } = item
    const moved = await applyChange(context, projectId, [{ id }], { status, reason }, () => '/status')
    return { ...moved, body: await requireSummary(context.tx, contentId, versionId, sight) }
  }
}

/** For whoever asked whether it may move: a version that no project holds. */
export async function moveAlone(
  context: CommandContext,
  { id, contentId }: Pick<VersionSummary, 'id' | 'contentId'>,
  sight: Sight,
  { status, reason }: MoveVersion,
): Promise<Outcome<VersionSummary>> {
  const before = await requireSummary(context.tx, contentId, id, sight)
  if (before.status === status) return { body: before, events: [] }
  await touchVersions(context, [id], status, reason)
  const approvals = status === 'in_review' ? await beginReviews(context, null, [{ id, contentId }]) : null
  await tellAsked(context, [id])
  await touchContentOf(context, [id])
  const events = await contentEvents(context, [id])
  const body = await requireSummary(context.tx, contentId, id, sight)
  const outbox = workForVersion(context, before, { ...body, approvals }, events, reason)
  return { body, events, outbox }
}

/**
 * Rebases a version and answers it. Throws `not_found`, `version_not_editable` for what was released, or
 * `revision_mismatch` where something else is live than the editor saw.
 */
export function rebaseVersion(contentId: Id, versionId: Id, rebase: RebaseVersion): Command<VersionSummary> {
  return async (context) => {
    const { tx } = context
    const sight = await enterVersion(context, contentId, versionId, 'content.write')
    const { version, item } = await requireAsked(context, contentId, versionId, sight)
    const { number, language, status } = version
    requireNoneScheduled([version])
    if (wasPublished(status)) {
      throw new Refusal('version_not_editable', `Version ${number} was published already.`)
    }
    requireLive(version, await liveOf(tx, { contentId, language }), rebase.onto)
    const events = await takeBase(
      context,
      { contentId, versionId, status, projectId: item?.projectId ?? null },
      rebase,
    )
    const body = await requireSummary(tx, contentId, versionId, sight)
    if (item === undefined) return { body, events, outbox: workForVersion(context, version, body, events) }
    const [after = item] = await itemsOfVersions(tx, [versionId])
    return { body, events, outbox: workFor(context, item, after, events) }
  }
}

/** As of an item that moved: people are told. */
function workForVersion(
  context: CommandContext,
  { id, contentId, status: from }: VersionSummary,
  { status: to, approvals }: Pick<VersionSummary, 'status' | 'approvals'>,
  events: readonly ChannelEvent[],
  reason?: string,
): OutboxEntry[] {
  if (from === to) return []
  return [
    ...(approvals === null ? [] : versionApprovalsAsked(context, events, [{ id, contentId }])),
    ...versionsMoved(context, events, [{ id, contentId, from, to, reason }]),
  ]
}

/** The version at the revision that was seen, and the item that holds it. */
async function requireAsked(
  { tx, precondition }: CommandContext,
  contentId: Id,
  versionId: Id,
  sight: Sight,
): Promise<{ version: VersionSummary; item: ProjectItem | undefined }> {
  const version = await requireSummary(tx, contentId, versionId, sight)
  precondition.require(version.revision)
  const [item] = await itemsOfVersions(tx, [versionId])
  return { version, item }
}
