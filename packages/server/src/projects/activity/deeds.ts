/** What an event of a project says was done: kinds and facts, with the names of what it is about. */
import type {
  ActivityFacts,
  ActivityKind,
  Id,
  ItemChange,
  ItemsAdded,
  ItemsChanged,
  ProjectCreated,
  ProjectEvent,
  ReviewDecision,
} from '@copydesk/contract'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { hiddenVersions } from '../members/sight.ts'

export interface Deed {
  kind: ActivityKind
  facts: ActivityFacts
}

/** None for what is no deed in the project, such as a text that was edited or comments that were counted. */
export async function deedsOf(tx: Tx, projectId: Id, event: ProjectEvent | ProjectCreated): Promise<Deed[]> {
  const aboutItems = (ids: readonly Id[]) => aboutItemsOf(tx, projectId, ids)
  switch (event.type) {
    case 'project.created':
    case 'project.deleted':
    case 'project.restored':
      return [{ kind: event.type, facts: {} }]
    case 'project.changed':
      return event.change ? [{ kind: event.type, facts: { ...event.change, name: event.project.name } }] : []
    case 'project.archived':
      return [{ kind: event.type, facts: await aboutItems(event.itemIds) }]
    case 'project.reactivated': {
      const ids = event.itemIds ?? event.items.map(({ id }) => id)
      return [{ kind: event.type, facts: await aboutItems(ids) }]
    }
    case 'item.added':
      return additionsOf(tx, projectId, event)
    case 'approval_rule.changed':
      return [{ kind: event.type, facts: { approvalSteps: event.rule?.steps.length ?? null } }]
    case 'item.removed':
      return [{ kind: event.type, facts: await aboutItems(event.itemIds) }]
    case 'item.changed':
      return changesOf(event, aboutItems)
    case 'members.changed': {
      const { id: memberId, kind, role: memberRole, deed } = event.change
      const who = kind === 'group' ? { group: await nameOfGroup(tx, memberId) } : {}
      return [{ kind: `member.${deed}`, facts: { memberId, memberRole, ...who } }]
    }
    case 'task.added':
      return [{ kind: event.type, facts: { task: event.task.title } }]
    case 'task.changed': {
      const [task] = event.tasks
      // Several change where one made room for another.
      if (task === undefined || event.tasks.length > 1) return []
      return [{ kind: event.type, facts: { task: task.title, isDone: task.done?.at === event.at } }]
    }
    case 'task.removed':
      return [{ kind: event.type, facts: { task: await titleOfTask(tx, event.taskId) } }]
    case 'thread.resolved':
    case 'thread.reopened': {
      const { threadId: commentId, itemId } = event
      const items = itemId === null ? {} : await aboutItems([itemId])
      return [{ kind: event.type, facts: { commentId, ...items } }]
    }
    case 'comment.created':
    case 'comment.changed':
    case 'comment.deleted':
    case 'comment.restored': {
      const { id: commentId, itemId } = event.comment
      const items = itemId === null ? {} : await aboutItems([itemId])
      return [{ kind: event.type, facts: { commentId, ...items } }]
    }
    case 'schedule.changed': {
      const { state, wallTime, timeZone } = event.schedule
      // What comes in its way, or leaves it, is nobody's deed.
      const isNews = event.actor.kind !== 'system' || state !== 'pending'
      return isNews ? [{ kind: event.type, facts: { scheduleState: state, wallTime, timeZone } }] : []
    }
    case 'project.published': {
      const { release } = event
      if (release === undefined) return []
      const { id: releaseId, note, publishedCount, takenDownCount } = release
      return [{ kind: event.type, facts: { releaseId, note, publishedCount, takenDownCount } }]
    }
    default:
      return []
  }
}

/** What is to be published and what is to be taken down are two deeds. */
async function additionsOf(tx: Tx, projectId: Id, { type, items, itemIds }: ItemsAdded): Promise<Deed[]> {
  const added = itemIds === undefined ? items : await actionsOf(tx, itemIds)
  const deeds: Deed[] = []
  for (const [action, group] of Map.groupBy(added, (item) => item.action)) {
    const ids = group.map(({ id }) => id)
    const facts = await aboutItemsOf(tx, projectId, ids)
    deeds.push({ kind: type, facts: action === 'unpublish' ? { ...facts, action } : facts })
  }
  return deeds
}

/** Of more items than one event carries, in their order. */
function actionsOf(tx: Tx, ids: readonly Id[]) {
  return selectInChunks(ids, (chunk) =>
    tx.selectFrom('project_items').select(['id', 'action']).where('id', 'in', chunk).orderBy('id').execute(),
  )
}

/** What somebody decided is the deed, whatever status follows from it; a rejection is told as the move that it is. */
const decisionKinds: Partial<Record<ReviewDecision, ActivityKind>> = {
  approve: 'item.approved',
  withdraw: 'item.approval_withdrawn',
  overrule: 'item.overruled',
}

/** A whole row is told where an item was rebased; else what is other than before. */
async function changesOf(
  { items, rejection, decision }: ItemsChanged,
  aboutItems: (ids: readonly Id[]) => Promise<ActivityFacts>,
): Promise<Deed[]> {
  const decided = decision && decisionKinds[decision.kind]
  if (decided) {
    const reason = decision.reason ? { reason: decision.reason } : {}
    const deeds: Deed[] = []
    // What was the last approval for some made those ready.
    for (const [status, group] of Map.groupBy(items, (item) => item.status)) {
      const about = await aboutItems(group.map(({ id }) => id))
      deeds.push({
        kind: decided,
        facts: { ...about, ...(status === undefined ? {} : { status }), ...reason },
      })
    }
    return deeds
  }
  const rebased = items.filter((item) => item.addedAt !== undefined)
  // A text that was edited is told with its title and whatever status that leaves it in.
  const changed = items.filter((item) => item.title === undefined)
  const deeds: Deed[] = []
  const add = async (kind: ActivityKind, group: readonly ItemChange[], facts: ActivityFacts) => {
    if (group.length > 0) {
      const about = await aboutItems(group.map(({ id }) => id))
      deeds.push({ kind, facts: { ...about, ...facts } })
    }
  }
  await add('item.rebased', rebased, {})
  for (const [status, group] of Map.groupBy(changed, (item) => item.status)) {
    if (status === undefined) continue
    const reason = status === 'rejected' && rejection?.reason ? { reason: rejection.reason } : {}
    await add('item.status_changed', group, { status, ...reason })
  }
  for (const [assigneeId, group] of Map.groupBy(changed, (item) => item.assigneeId)) {
    if (assigneeId !== undefined) await add('item.assigned', group, { assigneeId })
  }
  for (const [dueAt, group] of Map.groupBy(changed, (item) => item.dueAt)) {
    if (dueAt !== undefined) await add('item.due_changed', group, { dueAt })
  }
  return deeds
}

/** So many items are named; the others are counted. */
const mostNamed = 3

/**
 * By the titles that their versions have now. What was taken out may be in a private project since, and is named to
 * nobody here then.
 */
async function aboutItemsOf(tx: Tx, projectId: Id, ids: readonly Id[]): Promise<ActivityFacts> {
  const named = ids.slice(0, mostNamed)
  if (named.length === 0) return { count: 0 }
  const rows = await tx
    .selectFrom('project_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .select(['item.id', 'version.title'])
    .where('item.id', 'in', named)
    .union((eb) =>
      eb
        .selectFrom('removed_items as item')
        .innerJoin('versions as version', 'version.id', 'item.version_id')
        .select(['item.id', 'version.title'])
        .where('item.id', 'in', named)
        .where('version.id', 'not in', hiddenVersions(tx, new Map([[projectId, 'viewer']]))),
    )
    .execute()
  const titleOf = new Map(rows.map(({ id, title }) => [id, title]))
  return {
    count: ids.length,
    items: named.flatMap((id) => {
      const title = titleOf.get(id)
      return title === undefined ? [] : [{ id, title }]
    }),
  }
}

async function nameOfGroup(tx: Tx, id: Id): Promise<string> {
  const group = await tx.selectFrom('groups').select('name').where('id', '=', id).executeTakeFirst()
  return group?.name ?? ''
}

async function titleOfTask(tx: Tx, id: Id): Promise<string> {
  const task = await tx.selectFrom('tasks').select('title').where('id', '=', id).executeTakeFirst()
  return task?.title ?? ''
}
