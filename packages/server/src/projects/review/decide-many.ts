/**
 * One decision about many, in any projects and in none: all or nothing, so that nobody has to find out what of it was
 * done. Locked like single ones: projects, content, whoever decides.
 */
import type { DecidedReviews, DecideReviews, FieldError, Id, ReadText } from '@copydesk/contract'
import type { Command, CommandContext } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import { lockTexts } from '../../content/door.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { itemsById } from '../items/queries.ts'
import { closedAmong, hiddenAmong, type Sight, sightOf } from '../members/sight.ts'
import { enterProject } from '../project/door.ts'
import { approve } from './approve.ts'
import { reject, requireStillHere } from './decide.ts'
import { type PathOfSubject, requireMayReject } from './moves.ts'
import { countOf } from './progress.ts'
import { requireInReview, requireRead } from './requirements.ts'
import { openReviews } from './reviews.ts'
import { settle } from './settle.ts'
import { type Subject, subjectsOfItems, subjectsOfVersions } from './subjects.ts'

/**
 * Decides about all of them and answers what became of each. Throws `invalid_request` for what is not there for whoever
 * asks, and what single decisions throw, with each that it is about.
 */
export function decideMany({ decision, reviewed, reason }: DecideReviews): Command<DecidedReviews> {
  return async (context) => {
    const { tx } = context
    const read = await enterReviewed(context, reviewed)
    const viewer = await requireStillHere(context)
    const subjects = [...new Map(read.map(({ subject }) => [subject.id, subject])).values()]
    const paths = new Map(read.map(({ subject }, index) => [subject.id, `/reviewed/${index}`]))
    const pathOf: PathOfSubject = ({ id }) => paths.get(id) ?? '/reviewed'
    requireInReview(subjects, pathOf)
    requireRead(read, pathOf)
    const reviews = await openReviews(tx, subjects)
    const byHand = subjects.filter(({ id }) => !reviews.has(id))
    if (decision === 'reject') await requireMayReject(tx, [...reviews.values()], viewer, pathOf)
    const told =
      decision === 'reject'
        ? await reject(context, subjects, reason)
        : await settleApproved(context, byHand, await approve(context, [...reviews.values()], pathOf))
    return { ...told, body: { data: await decidedOf(tx, read) } }
  }
}

function settleApproved(
  context: CommandContext,
  byHand: readonly Subject[],
  { moved = [], ...approved }: Awaited<ReturnType<typeof approve>>,
) {
  return settle(context, {
    ...approved,
    decision: { kind: 'approve' },
    moved: [...byHand, ...moved],
    status: 'ready',
  })
}

interface Read {
  subject: Subject
  textRevision: number
}

/** Locks all of it, in the order in which it was named. What whoever asks does not see is not there. */
async function enterReviewed(context: CommandContext, reviewed: readonly ReadText[]): Promise<Read[]> {
  const { tx } = context
  const contentIds = await contentNamed(tx, reviewed)
  await lockTexts(tx, contentIds)
  const isLocked = new Set(contentIds)
  const viewer = await viewerOf(context)
  requireRight(viewer, 'item.review')
  const found = await subjectsNamed(tx, reviewed, await sightOf(tx, viewer))
  const errors = reviewed.flatMap(({ itemId, versionId }, index): FieldError[] => {
    const contentId = found.get(itemId ?? versionId ?? '')?.contentId
    if (contentId !== undefined && isLocked.has(contentId)) return []
    return [{ path: `/reviewed/${index}`, message: 'is not there any more' }]
  })
  if (errors.length > 0) {
    throw new Refusal('invalid_request', `Not there: ${errors.length} of ${reviewed.length}.`, { errors })
  }
  const read = reviewed.flatMap(({ itemId, versionId, textRevision }): Read[] => {
    const subject = found.get(itemId ?? versionId ?? '')
    return subject === undefined ? [] : [{ subject, textRevision }]
  })
  await enterProjects(context, read)
  return read
}

/** Each project by its own door, whose refusal names what it is about. */
async function enterProjects(context: CommandContext, read: readonly Read[]): Promise<void> {
  const held = read.flatMap(({ subject }, index) =>
    subject.item === undefined ? [] : [{ projectId: subject.item.projectId, title: subject.title, index }],
  )
  for (const [projectId, own] of Map.groupBy(held, (one) => one.projectId)) {
    try {
      await enterProject(context, projectId, 'item.review')
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const errors = own.map(({ title, index }) => ({
        path: `/reviewed/${index}`,
        message: `"${title}" is in a project in which you may not decide`,
      }))
      throw new Refusal(error.code, error.message, { errors })
    }
  }
}

/** What is to be locked for them. */
async function contentNamed(tx: Tx, reviewed: readonly ReadText[]): Promise<Id[]> {
  const rows = [
    ...(await selectInChunks(
      reviewed.flatMap(({ itemId }) => itemId ?? []),
      (chunk) => tx.selectFrom('project_items').select('content_id').where('id', 'in', chunk).execute(),
    )),
    ...(await selectInChunks(
      reviewed.flatMap(({ versionId }) => versionId ?? []),
      (chunk) => tx.selectFrom('versions').select('content_id').where('id', 'in', chunk).execute(),
    )),
  ]
  return [...new Set(rows.map(({ content_id }) => content_id))]
}

/** Those that the sight reaches, by the ids that name them. */
async function subjectsNamed(tx: Tx, reviewed: readonly ReadText[], sight: Sight): Promise<Map<Id, Subject>> {
  const items = await itemsById(
    tx,
    reviewed.flatMap(({ itemId }) => itemId ?? []),
  )
  const closed = await closedAmong(
    tx,
    items.map(({ projectId }) => projectId),
    sight,
  )
  const versionIds = reviewed.flatMap(({ versionId }) => versionId ?? [])
  const hidden = await hiddenAmong(tx, versionIds, sight)
  const seen = items.filter(({ projectId }) => !closed.has(projectId))
  const versions = await subjectsOfVersions(
    tx,
    versionIds.filter((id) => !hidden.has(id)),
  )
  return new Map([
    ...(await subjectsOfItems(tx, seen)).map((subject): [Id, Subject] => [subject.item?.id ?? '', subject]),
    ...versions.map((subject): [Id, Subject] => [subject.id, subject]),
  ])
}

/** As they are now. */
async function decidedOf(tx: Tx, read: readonly Read[]): Promise<DecidedReviews['data']> {
  const items = read.flatMap(({ subject }) => subject.item?.id ?? [])
  const alone = read.flatMap(({ subject }) => (subject.item === undefined ? [subject.id] : []))
  const now = [
    ...(await subjectsOfItems(tx, await itemsById(tx, items))),
    ...(await subjectsOfVersions(tx, alone)),
  ]
  const reviews = await openReviews(
    tx,
    now.filter(({ status }) => status === 'in_review'),
  )
  const byId = new Map(now.map((subject) => [subject.id, subject]))
  return read.map(({ subject: { id, item, status } }) => {
    const review = reviews.get(id)
    return {
      id,
      itemId: item?.id ?? null,
      status: byId.get(id)?.status ?? status,
      approvals: review === undefined ? null : countOf(review.progress),
    }
  })
}
