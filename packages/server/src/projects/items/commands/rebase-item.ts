/**
 * What is live now becomes the base of an item, so that publishing it is no conflict any more: its editor has seen
 * what came in between, and took it into the text or left it out. What was agreed on and changed by that is reviewed
 * again.
 */
import { channels, type Id, type ProjectItem, type RebaseItem, wasPublished } from '@copydesk/contract'
import type { Command, CommandContext } from '../../../command/command.ts'
import type { OutboxEntry } from '../../../command/outbox.ts'
import { Refusal } from '../../../command/refusal.ts'
import { lockContent } from '../../../content/door.ts'
import { notify } from '../../../notifications/notify.ts'
import type { ChannelEvent } from '../../../storage/journal.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { liveBeside, requireLive } from '../../releases/live-versions.ts'
import { beginReviews } from '../../review/begin.ts'
import { askAgain, voidByEdit } from '../../review/void.ts'
import { requireNoneScheduled } from '../checks.ts'
import { itemEvents } from '../events.ts'
import { itemsById, requireItem } from '../queries.ts'
import { takeBase } from '../take-base.ts'

/**
 * Rebases an item and answers it. Throws `not_found`, `version_not_editable` for what was released, `nothing_live`, or
 * `revision_mismatch` where something else is live than the editor saw.
 */
export function rebaseItem(projectId: Id, itemId: Id, rebase: RebaseItem): Command<ProjectItem> {
  return async (context) => {
    const { tx } = context
    await enterProject(context, projectId, 'item.write')
    const { contentId, revision } = await requireItem(tx, projectId, itemId)
    context.precondition.require(revision)
    await lockContent(tx, [contentId])
    const item = await requireItem(tx, projectId, itemId)
    requireNoneScheduled([item])
    if (wasPublished(item.status)) {
      throw new Refusal('version_not_editable', `"${item.title}" was released already.`)
    }
    const live = (await liveBeside(tx, [item])).get(itemId) ?? null
    requireLive(item, live, rebase.onto)
    const events =
      item.action === 'publish'
        ? await takeBase(context, item, rebase)
        : await rebaseTakedown(context, item, rebase.onto)
    const [body = item] = await itemsById(tx, [itemId])
    return { body, events, outbox: workFor(context, item, body, events) }
  }
}

async function rebaseTakedown(
  context: CommandContext,
  { id, contentId, projectId, title, language, status }: ProjectItem,
  onto: Id | null,
): Promise<ChannelEvent[]> {
  if (onto === null) throw new Refusal('nothing_live', `"${title}" is not live in ${language}.`)
  const { tx, actor, now } = context
  await tx
    .updateTable('project_items')
    .set((eb) => ({
      version_id: onto,
      review_status: status === 'ready' ? 'in_review' : status,
      revision: eb('revision', '+', 1),
      updated_at: now,
      updated_by_id: actor.id,
      updated_by_kind: actor.kind,
    }))
    .where('id', '=', id)
    .execute()
  if (status === 'ready') await beginReviews(context, projectId, [{ id, contentId }])
  const voided = await voidByEdit(context, [id])
  const items = await itemsById(tx, [id])
  const events = itemEvents(context, items, (item) => item)
  if (status === 'in_review') context.enqueue(askAgain(context, { items, alone: [] }, voided, events))
  return events
}

/** As of any other move: people are told, and the list of projects gets its counts. */
export function workFor(
  { actor }: CommandContext,
  before: ProjectItem,
  after: ProjectItem,
  events: readonly ChannelEvent[],
): OutboxEntry[] {
  const told = events.find(({ channel }) => channel === channels.project(before.projectId))
  if (before.status === after.status || told === undefined) return []
  const { id: itemId, projectId } = before
  const items = [{ itemId, from: before.status, to: after.status }]
  const about = { eventId: told.event.id, actorId: actor.id, actorKind: actor.kind, projectId }
  return [
    countProjects.entry({ projectId }),
    ...(after.approvals === null
      ? []
      : [notify.entry({ kind: 'approval.asked', ...about, itemIds: [itemId] })]),
    notify.entry({ kind: 'item.status_changed', ...about, items, reason: undefined }),
  ]
}
