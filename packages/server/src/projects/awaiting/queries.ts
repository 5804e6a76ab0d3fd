/**
 * What awaits a person, in all projects: the items, and the versions in no project, whose review asks for their approval;
 * of those items that are assigned to
 * them the ones in review by hand, where they may decide, those rejected, and drafts that are due; the open tasks that
 * are theirs; and the threads that mention them and have no answer of theirs.
 */
import {
  type Awaited,
  type AwaitingState,
  awaitedKinds,
  channels,
  type Id,
  isDecidable,
  mostAwaited,
  type ProjectItem,
  type Snapshot,
  type VersionSummary,
} from '@copydesk/contract'
import { allows, type Viewer } from '../../command/viewer.ts'
import { openMentionsOf, presentMentions } from '../../comments/open-mentions.ts'
import { versionSummaries } from '../../content/rows.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsById, itemsOfAssignee } from '../items/queries.ts'
import { closedProjects, type Sight, sightOf } from '../members/sight.ts'
import { reviewsAwaiting } from '../review/awaited-reviews.ts'
import { openReviewsFor } from '../review/open-reviews.ts'
import { type Subject, subjectsOfItems } from '../review/subjects.ts'
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
  const open = (await openReviewsFor(tx, viewer)).map((one) => ({ ...one, isItem: true }))
  const asked = [...(await reviewsAwaiting(tx, viewer.id)), ...open].sort(dueFirst)
  const first = asked.slice(0, mostAwaited)
  const askedIds = (isItem: boolean) => first.filter((one) => one.isItem === isItem).map(({ id }) => id)
  const kinds = new Map<Id, Awaited['kind']>(
    first.filter(({ isItem }) => isItem).map(({ id, kind }) => [id, kind]),
  )
  const own = assigned.filter((item) => {
    const kind = kindOf(item, viewer)
    if (kind !== null) kinds.set(item.id, kind)
    return kind !== null
  })
  const items = await subjectsOfItems(tx, [...own, ...(await itemsById(tx, askedIds(true)))])
  const sight = await sightOf(tx, viewer)
  const versions = await versionSummaries(tx, askedIds(false), sight)
  const mentions = (await openMentionsOf(tx, viewer, sight)).sort(dueFirst)
  const firstMentions = mentions.slice(0, mostAwaited)
  const tasks = allows(viewer, 'item.review') ? await openTasksOf(tx, viewer.id) : []
  const all = [
    ...items.flatMap((subject) => awaitedItem(subject, kinds) ?? []),
    ...versions.map(awaitedVersion),
    ...tasks.map((task): Unnamed => {
      const { id, projectId, itemId, title, dueAt } = task
      const noText = { contentId: null, versionId: null, textRevision: null, status: null, reason: null }
      return { ...noText, ...noThread, id, kind: 'tick', projectId, itemId, taskId: id, title, dueAt }
    }),
    ...(await presentMentions(tx, firstMentions)),
  ]
  const ids = [...new Set(all.flatMap(({ projectId }) => projectId ?? []))]
  const names = await projectNames(tx, sight, ids)
  const seen = all.flatMap((one): Awaited[] => {
    if (one.projectId === null) return [{ ...one, projectName: null }]
    const projectName = names.get(one.projectId)
    return projectName === undefined ? [] : [{ ...one, projectName }]
  })
  const total = seen.length + asked.length - first.length + mentions.length - firstMentions.length
  return { data: seen.sort(dueFirst).slice(0, mostAwaited), nextCursor: null, total, open: open.length }
}

type Unnamed = Omit<Awaited, 'projectName'>

const noThread = { language: null, commentId: null, askedBy: null }

function awaitedItem({ item, ...subject }: Subject, kinds: ReadonlyMap<Id, Awaited['kind']>): Unnamed | null {
  const kind = kinds.get(item?.id ?? '')
  if (item === undefined || kind === undefined) return null
  const { id, projectId, contentId, versionId, title, status, rejection, dueAt } = item
  const reason = rejection === null || rejection.reason === '' ? null : rejection.reason
  const textRevision = isDecidable(kind) ? subject.textRevision : null
  const of = { id, kind, projectId, itemId: id, taskId: null, contentId, versionId, textRevision }
  return { ...of, ...noThread, title, status, reason, dueAt }
}

function awaitedVersion({ id, contentId, textRevision, title, status }: VersionSummary): Unnamed {
  const noItem = { projectId: null, itemId: null, taskId: null, reason: null, dueAt: null }
  return {
    ...noItem,
    ...noThread,
    id,
    kind: 'approve',
    contentId,
    versionId: id,
    textRevision,
    title,
    status,
  }
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

/** By day, what has none last; then by what is to be done, and in the order in which it was added. What anyone may do follows. */
function dueFirst(a: Placed, b: Placed): number {
  return orderOf(a) < orderOf(b) ? -1 : 1
}

function orderOf({ dueAt, kind, id }: Placed): string {
  return `${kind === 'review' ? 1 : 0} ${dueAt ?? '9999-99-99'} ${awaitedKinds.indexOf(kind)} ${id}`
}
