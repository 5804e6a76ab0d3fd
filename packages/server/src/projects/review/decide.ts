/**
 * Decisions in a review: approving, withdrawing that, rejecting, overruling the rule. All are taken under the locks of the
 * content and of whoever decides, so that a right that was lost meanwhile does not count, and of two who decide at once
 * the second one hears what the first one did.
 */
import type { DecideReview, Id, Review } from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, type Viewer, viewerOf } from '../../command/viewer.ts'
import { enterVersion, lockContent } from '../../content/door.ts'
import { requireSummary } from '../../content/queries.ts'
import { lockRows } from '../../storage/lock.ts'
import { requireItem } from '../items/queries.ts'
import { rightsIn, sightOfActor } from '../members/sight.ts'
import { enterProject } from '../project/door.ts'
import { approve, endLost } from './approve.ts'
import { requireMayReject } from './moves.ts'
import { presentReview } from './queries.ts'
import { requireInReview, requireRead } from './requirements.ts'
import { endApprovals, type OpenReview, openReviews, writeProgress } from './reviews.ts'
import { settle } from './settle.ts'
import { type Subject, subjectOfVersion, subjectsOfItems } from './subjects.ts'

/**
 * Decides about a version and answers its review. Throws `not_found`, `forbidden`, `invalid_status_move` for what is not in
 * review (any more), `text_changed`, `approval_not_asked`, `own_text`.
 */
export function decideVersion(contentId: Id, versionId: Id, decision: DecideReview): Command<Review> {
  return async (context) => {
    const sight = await enterVersion(context, contentId, versionId, 'item.review')
    const version = await requireSummary(context.tx, contentId, versionId, sight)
    context.precondition.require(version.revision)
    return decide(context, await subjectOfVersion(context.tx, version), decision)
  }
}

/** The same of an item, whatever it does with its content. */
export function decideItem(projectId: Id, itemId: Id, decision: DecideReview): Command<Review> {
  return async (context) => {
    const { tx } = context
    await enterProject(context, projectId, 'item.review')
    const { contentId } = await requireItem(tx, projectId, itemId)
    await lockContent(tx, [contentId])
    const item = await requireItem(tx, projectId, itemId)
    context.precondition.require(item.revision)
    const [subject] = await subjectsOfItems(tx, [item])
    if (subject === undefined) throw new Error(`The item ${itemId} went within a transaction`)
    return decide(context, subject, decision)
  }
}

type Told = Pick<Outcome<unknown>, 'events' | 'outbox'>

async function decide(
  context: CommandContext,
  subject: Subject,
  decision: DecideReview,
): Promise<Outcome<Review>> {
  const { tx } = context
  const viewer = await requireStillHere(context)
  if (decision.decision === 'overrule') await requireMayOverrule(context, viewer, subject)
  requireInReview([subject])
  if (decision.decision !== 'withdraw') requireRead([{ subject, textRevision: decision.textRevision }])
  const review = (await openReviews(tx, [subject])).get(subject.id)
  const told =
    review === undefined
      ? await decideByHand(context, subject, decision)
      : await decideByRule(context, review, viewer, decision)
  return { ...told, body: await presentReview(tx, viewer, await reread(context, subject)) }
}

/** Without a rule, whoever may review decides alone. */
function decideByHand(
  context: CommandContext,
  subject: Subject,
  { decision: kind, reason }: DecideReview,
): Promise<Told> {
  if (kind === 'approve') return settle(context, { decision: { kind }, moved: [subject], status: 'ready' })
  if (kind === 'reject') return reject(context, [subject], reason)
  throw new Refusal('approval_not_asked', `No approvals are asked for "${subject.title}".`)
}

async function decideByRule(
  context: CommandContext,
  review: OpenReview,
  viewer: Viewer,
  { decision: kind, reason = '' }: DecideReview,
): Promise<Told> {
  const { subject } = review
  switch (kind) {
    case 'approve': {
      const approved = await approve(context, [review])
      return settle(context, { decision: { kind }, status: 'ready', ...approved })
    }
    case 'withdraw':
      return withdraw(context, review)
    case 'reject':
      await requireMayReject(context.tx, [review], viewer)
      return reject(context, [subject], reason)
    case 'overrule':
      await writeOverrule(context, subject.id, reason)
      return settle(context, { decision: { kind, reason }, moved: [subject], status: 'ready' })
  }
}

/** For those who may. */
export function reject(context: CommandContext, moved: readonly Subject[], reason = ''): Promise<Told> {
  return settle(context, { decision: { kind: 'reject', reason }, moved, status: 'rejected' })
}

async function withdraw(context: CommandContext, review: OpenReview): Promise<Told> {
  const { tx, actor } = context
  const { subject, progress } = review
  const own = progress.steps.flatMap(({ given }) => given).filter(({ personId }) => personId === actor.id)
  const last = own.at(-1)
  if (last === undefined) {
    throw new Refusal('approval_not_asked', `You have not approved "${subject.title}".`)
  }
  await endApprovals(context, [subject.id], 'withdrawn', [last.id])
  await endLost(context, [review])
  const after = (await openReviews(tx, [subject])).get(subject.id)?.progress
  if (after !== undefined) await writeProgress(context, new Map([[subject.id, after]]))
  return settle(context, { decision: { kind: 'withdraw' }, counted: [subject] })
}

/** Where it is: managers of a private project may there what on the site only administrators may. */
async function requireMayOverrule({ tx }: CommandContext, viewer: Viewer, { item }: Subject): Promise<void> {
  const mayDo = await rightsIn(tx, viewer, [item?.projectId])
  if (!mayDo(item?.projectId, 'review.overrule')) {
    throw new Refusal('forbidden', 'Administrators, and managers of a private project, overrule rules.')
  }
}

async function writeOverrule(
  { tx, actor, now }: CommandContext,
  subjectId: Id,
  reason: string,
): Promise<void> {
  await tx
    .updateTable('reviews')
    .set({
      overruled_at: now,
      overruled_by_id: actor.id,
      overruled_by_kind: actor.kind,
      overrule_reason: reason,
    })
    .where('subject_id', '=', subjectId)
    .execute()
}

/** Whoever decides, as they are under the lock of their own row. Throws `forbidden`. */
export async function requireStillHere(context: CommandContext): Promise<Viewer> {
  const { tx, actor } = context
  if (actor.kind === 'person') await lockRows(tx, 'people', [actor.id])
  const viewer = await viewerOf(context)
  requireRight(viewer, 'item.review')
  return viewer
}

async function reread(context: CommandContext, { item, contentId, id }: Subject): Promise<Subject> {
  const { tx } = context
  if (item === undefined)
    return subjectOfVersion(tx, await requireSummary(tx, contentId, id, await sightOfActor(context)))
  const [subject] = await subjectsOfItems(tx, [await requireItem(tx, item.projectId, item.id)])
  if (subject === undefined) throw new Error(`The item ${item.id} went within a transaction`)
  return subject
}
