/**
 * The same change to one or many items of a project, all or nothing: status, assignee, due date. Items that have what
 * is asked for stay untouched.
 */

import {
  type ApprovalCount,
  type ChangeItem,
  channels,
  type Id,
  type ItemRows,
  type ProjectItem,
  type Rejection,
} from '@copydesk/contract'
import { type Command, type CommandContext, event, instant, type Outcome } from '../../../command/command.ts'
import type { OutboxEntry } from '../../../command/outbox.ts'
import { type Viewer, viewerOf } from '../../../command/viewer.ts'
import { lockContent } from '../../../content/door.ts'
import { contentEvents } from '../../../content/events.ts'
import { touchContentOf, touchVersions } from '../../../content/touch.ts'
import { notify } from '../../../notifications/notify.ts'
import type { Action } from '../../../policy.ts'
import { chunks } from '../../../storage/chunks.ts'
import type { Tx } from '../../../storage/storage.ts'
import { awaitingOfPeople } from '../../awaiting/tell-awaiting.ts'
import { countProjects } from '../../project/count-projects.ts'
import { enterProject } from '../../project/door.ts'
import { remindersOf } from '../../reminders/remind.ts'
import { beginReviews } from '../../review/begin.ts'
import { requireMovesByRule } from '../../review/moves.ts'
import { subjectIdOf, subjectsOfItems } from '../../review/subjects.ts'
import { tellAskedOfItems } from '../../review/tell-asked.ts'
import { awaitingOfItems } from '../../review/tell-reviewers.ts'
import { type PathOf, requireAll, requireAssignee, requireMoveRights, requireMoves } from '../checks.ts'
import { touchedItem } from '../events.ts'
import { itemsById, requireItem } from '../queries.ts'
import { type NamedItem, requireSeen } from '../seen-items.ts'

/** Changes many items; answers all of them in the order of their ids. */
export function changeItems(
  projectId: Id,
  named: readonly NamedItem[],
  change: ChangeItem,
): Command<ItemRows> {
  const list = named.some(({ revision }) => revision !== undefined) ? 'items' : 'itemIds'
  return async (context) => {
    const project = await enterProject(context, projectId, actionOf(change))
    context.precondition.require(project.revision)
    return applyChange(context, projectId, named, change, (index) => `/${list}/${index}`)
  }
}

/** Changes one item and answers it. Throws `not_found` when it is not in the project. */
export function changeItem(projectId: Id, itemId: Id, change: ChangeItem): Command<ProjectItem> {
  return async (context) => {
    await enterProject(context, projectId, actionOf(change))
    const known = await requireItem(context.tx, projectId, itemId)
    context.precondition.require(known.revision)
    const { body, ...outcome } = await applyChange(
      context,
      projectId,
      [{ id: itemId }],
      change,
      () => '/status',
    )
    const [item = known] = body.data
    return { ...outcome, body: item }
  }
}

/** Reviewers may decide, which `applyChange` asks by what is moved; assignee and due date are the editors'. */
export function actionOf({ assigneeId, dueAt }: ChangeItem): Action {
  return assigneeId !== undefined || dueAt !== undefined ? 'item.write' : 'item.review'
}

/** For whoever entered the project: the change, the events that tell of it, and the work that follows. */
export async function applyChange(
  context: CommandContext,
  projectId: Id,
  named: readonly NamedItem[],
  change: ChangeItem,
  pathOf: PathOf,
): Promise<Outcome<ItemRows>> {
  const { tx } = context
  const { status, reason, assigneeId } = change
  const itemIds = named.map(({ id }) => id)
  const before = (await itemsById(tx, itemIds)).filter((item) => item.projectId === projectId)
  const known = new Map(before.map((item) => [item.id, item]))
  requireAll(itemIds, known, pathOf)
  requireSeen(named, known, pathOf)
  if (status !== undefined) {
    requireMoves(itemIds, known, status, pathOf)
    const viewer = await viewerOf(context)
    requireMoveRights(viewer, before, status)
    await requireByRule(context.tx, viewer, itemIds, before, change, pathOf)
  }
  if (assigneeId) await requireAssignee(tx, assigneeId)

  const differing = before.filter((item) => differs(item, change))
  if (differing.length === 0) return { body: { data: before }, events: [] }
  const moved = status === undefined ? [] : before.filter((item) => item.status !== status)
  const publishing = moved.filter((item) => item.action === 'publish')
  const movedVersionIds = publishing.map((item) => item.versionId)
  await lockContent(
    tx,
    moved.map((item) => item.contentId),
  )
  await touchVersions(context, movedVersionIds, status, reason)
  await touchContentOf(context, movedVersionIds)
  await updateItems(context, differing, change)
  await moveTakedowns(context, moved, change)
  const approvals =
    status === 'in_review'
      ? await beginReviews(
          context,
          projectId,
          moved.map((item) => ({ id: subjectIdOf(item), contentId: item.contentId })),
        )
      : null

  if (moved.length > 0 || change.dueAt !== undefined) await tellAskedOfItems(context, before)
  const changed = new Map(differing.map((item) => [item.id, changedItem(context, item, change, approvals)]))
  context.enqueue(awaitingOfItems([...before, ...changed.values()]))
  if (assigneeId || change.dueAt) context.enqueue(await remindersOf(context, [...changed.values()]))
  const itemsChanged = event(context, 'item.changed', {
    items: differing.map((item) => ({
      id: item.id,
      revision: item.revision + 1,
      ...whatChanges(item, change),
    })),
    ...(status === 'rejected' ? { rejection: rejectionNow(context, reason) } : {}),
    ...(approvals === null ? {} : { approvals }),
  })
  return {
    body: { data: before.map((item) => changed.get(item.id) ?? item) },
    events: [
      { channel: channels.project(projectId), event: itemsChanged },
      ...(await contentEvents(context, movedVersionIds)),
    ],
    outbox: workFor(context, projectId, itemsChanged.id, before, change, approvals !== null),
  }
}

/** What a rule says of it, each item by the path that named it. */
async function requireByRule(
  tx: Tx,
  viewer: Viewer,
  itemIds: readonly Id[],
  items: readonly ProjectItem[],
  { status, reason }: ChangeItem,
  pathOf: PathOf,
): Promise<void> {
  if (status === undefined) return
  const indexOf = new Map(itemIds.map((id, index) => [id, index]))
  await requireMovesByRule(tx, viewer, await subjectsOfItems(tx, items), { status, reason }, ({ item }) =>
    pathOf(indexOf.get(item?.id ?? '') ?? 0),
  )
}

function differs(item: ProjectItem, { status, assigneeId, dueAt }: ChangeItem): boolean {
  return (
    (status !== undefined && item.status !== status) ||
    (assigneeId !== undefined && item.assigneeId !== assigneeId) ||
    (dueAt !== undefined && item.dueAt !== dueAt)
  )
}

async function updateItems(
  { tx, actor, now }: CommandContext,
  items: readonly ProjectItem[],
  { assigneeId, dueAt }: ChangeItem,
): Promise<void> {
  for (const chunk of chunks(items)) {
    await tx
      .updateTable('project_items')
      .set((eb) => ({
        ...(assigneeId === undefined ? {} : { assignee_id: assigneeId }),
        ...(dueAt === undefined ? {} : { due_date: dueAt }),
        revision: eb('revision', '+', 1),
        updated_at: now,
        updated_by_id: actor.id,
        updated_by_kind: actor.kind,
      }))
      .where(
        'id',
        'in',
        chunk.map((item) => item.id),
      )
      .execute()
  }
}

/** Those that unpublish carry their status themselves: what they name stays live. */
export async function moveTakedowns(
  { tx, actor, now }: CommandContext,
  moved: readonly Pick<ProjectItem, 'id' | 'action'>[],
  { status, reason = '' }: ChangeItem,
): Promise<void> {
  const ids = moved.filter((item) => item.action === 'unpublish').map((item) => item.id)
  const rejection = {
    rejection_reason: reason,
    rejected_by_id: actor.id,
    rejected_by_kind: actor.kind,
    rejected_at: now,
  }
  for (const chunk of chunks(ids)) {
    await tx
      .updateTable('project_items')
      .set({ review_status: status, ...(status === 'rejected' ? rejection : {}) })
      .where('id', 'in', chunk)
      .execute()
  }
}

/** The item as `updateItems` and the change of its version leave it. */
function changedItem(
  context: CommandContext,
  item: ProjectItem,
  change: ChangeItem,
  approvals: ApprovalCount | null,
): ProjectItem {
  const changed = whatChanges(item, change)
  const rejection = change.status === 'rejected' ? rejectionNow(context, change.reason) : null
  return {
    ...touchedItem(context, item),
    ...changed,
    ...(changed.status === undefined ? {} : { rejection, approvals }),
  }
}

function whatChanges(item: ProjectItem, { status, assigneeId, dueAt }: ChangeItem): Partial<ProjectItem> {
  return {
    ...(status === undefined || status === item.status ? {} : { status }),
    ...(assigneeId === undefined || assigneeId === item.assigneeId ? {} : { assigneeId }),
    ...(dueAt === undefined || dueAt === item.dueAt ? {} : { dueAt }),
  }
}

export function rejectionNow({ actor, now }: CommandContext, reason = ''): Rejection {
  return { reason, by: actor, at: instant(now) }
}

/** People are told of moves and of being assigned; the list of projects gets its counts. */
function workFor(
  { actor }: CommandContext,
  projectId: Id,
  eventId: Id,
  before: readonly ProjectItem[],
  { status, reason, assigneeId }: ChangeItem,
  isApprovalAsked: boolean,
): OutboxEntry[] {
  const work: OutboxEntry[] = []
  const about = { eventId, actorId: actor.id, actorKind: actor.kind, projectId }
  const moved = before.filter((item) => status !== undefined && item.status !== status)
  if (status !== undefined && moved.length > 0) {
    const items = moved.map((item) => ({ itemId: item.id, from: item.status, to: status }))
    work.push(countProjects.entry({ projectId }))
    if (isApprovalAsked) {
      work.push(notify.entry({ kind: 'approval.asked', ...about, itemIds: moved.map((item) => item.id) }))
    }
    work.push(notify.entry({ kind: 'item.status_changed', ...about, items, reason }))
  }
  const assigned = before.filter((item) => item.assigneeId !== assigneeId)
  work.push(...awaitingOfPeople([assigneeId ?? null]))
  if (assigneeId && assigned.length > 0) {
    const itemIds = assigned.map((item) => item.id)
    work.push(notify.entry({ kind: 'item.assigned', ...about, itemIds, assigneeId }))
  }
  return work
}
