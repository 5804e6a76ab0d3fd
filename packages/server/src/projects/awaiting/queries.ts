/**
 * What awaits a person, in all projects: the items whose review asks for their approval; of those that are assigned to
 * them the ones in review by hand, where they may decide, those rejected, and drafts that are due; and the open tasks
 * that are theirs.
 */
import {
  type Awaited,
  type AwaitingState,
  awaitedKinds,
  channels,
  type Id,
  mostAwaited,
  type ProjectItem,
  type Snapshot,
} from '@copydesk/contract'
import { allows, type Viewer } from '../../command/viewer.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsById, itemsOfAssignee } from '../items/queries.ts'
import { closedProjects, type Sight, sightOf } from '../members/sight.ts'
import { reviewsAwaiting } from '../review/awaited-reviews.ts'
import { openTasksOf } from '../tasks/queries.ts'

/** As a live snapshot of the viewer's own. */
export async function readAwaiting(tx: Tx, viewer: Viewer): Promise<Snapshot<AwaitingState>> {
  return {
    ...(await awaitingOf(tx, viewer)),
    position: await readPosition(tx, channels.person(viewer.id)),
  }
}

/** The same without its position. */
export async function awaitingOf(tx: Tx, viewer: Viewer): Promise<AwaitingState> {
  const assigned = await itemsOfAssignee(tx, viewer.id)
  const asked = (await reviewsAwaiting(tx, viewer.id)).sort(dueFirst)
  const first = asked.slice(0, mostAwaited).map(({ id }) => id)
  const items = [
    ...assigned.flatMap((item) => awaitedItem(item, kindOf(item, viewer)) ?? []),
    ...(await itemsById(tx, first)).flatMap((item) => awaitedItem(item, 'approve') ?? []),
  ]
  const tasks = allows(viewer, 'item.review') ? await openTasksOf(tx, viewer.id) : []
  const all = [
    ...items,
    ...tasks.map((task): Omit<Awaited, 'projectName'> => {
      const { id, projectId, itemId, title, dueAt } = task
      return { id, kind: 'tick', projectId, itemId, taskId: id, title, status: null, reason: null, dueAt }
    }),
  ]
  const ids = [...new Set(all.map(({ projectId }) => projectId))]
  const names = await projectNames(tx, await sightOf(tx, viewer), ids)
  const seen = all.flatMap((one): Awaited[] => {
    const projectName = names.get(one.projectId)
    return projectName === undefined ? [] : [{ ...one, projectName }]
  })
  const total = seen.length + asked.length - first.length
  return { data: seen.sort(dueFirst).slice(0, mostAwaited), nextCursor: null, total }
}

function awaitedItem(item: ProjectItem, kind: Awaited['kind'] | null): Omit<Awaited, 'projectName'> | null {
  if (kind === null) return null
  const { id, projectId, title, status, rejection, dueAt } = item
  const reason = rejection === null || rejection.reason === '' ? null : rejection.reason
  return { id, kind, projectId, itemId: id, taskId: null, title, status, reason, dueAt }
}

/** Of what is assigned. What goes by a rule awaits those whom the rule asks, whomever it is assigned to. */
function kindOf({ status, approvals, dueAt }: ProjectItem, viewer: Viewer): Awaited['kind'] | null {
  if (status === 'in_review') return approvals === null && allows(viewer, 'item.review') ? 'approve' : null
  const isUnfinished = status === 'rejected' || (status === 'draft' && dueAt !== null)
  return isUnfinished && allows(viewer, 'item.write') ? 'finish' : null
}

/** Of those that are neither deleted nor archived, and to be seen. */
async function projectNames(tx: Tx, sight: Sight, ids: readonly Id[]): Promise<Map<Id, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .where('id', 'not in', closedProjects(tx, sight))
    .where('deleted_at', 'is', null)
    .where('archived_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type Placed = Pick<Awaited, 'id' | 'kind' | 'dueAt'>

/** By day, what has none last; then by what is to be done, and in the order in which it was added. */
function dueFirst(a: Placed, b: Placed): number {
  return orderOf(a) < orderOf(b) ? -1 : 1
}

function orderOf({ dueAt, kind, id }: Placed): string {
  return `${dueAt ?? '9999-99-99'} ${awaitedKinds.indexOf(kind)} ${id}`
}
