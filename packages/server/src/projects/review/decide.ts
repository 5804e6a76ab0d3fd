/**
 * Decisions in a review: approving, withdrawing that, rejecting, overruling the rule. All are taken under the locks of the
 * content and of whoever decides, so that a right that was lost meanwhile does not count, and of two who decide at once
 * the second one hears what the first one did.
 */
import type { DecideReview, Id, Review, ReviewDecision } from '@copydesk/contract'
import type { Command, CommandContext, Outcome } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, type Viewer } from '../../command/viewer.ts'
import { enterVersion, lockContent } from '../../content/door.ts'
import { requireSummary } from '../../content/queries.ts'
import { readViewer } from '../../people/read-viewer.ts'
import type { Action } from '../../policy.ts'
import { lockRows } from '../../storage/lock.ts'
import { applyChange } from '../items/commands/change-items.ts'
import { moveAlone } from '../items/commands/review-version.ts'
import { requireItem } from '../items/queries.ts'
import { sightOfActor } from '../members/sight.ts'
import { enterProject } from '../project/door.ts'
import { mayReject } from './moves.ts'
import type { Progress } from './progress.ts'
import { presentReview } from './queries.ts'
import { endApprovals, type OpenReview, openReviews, writeProgress } from './reviews.ts'
import { type Subject, subjectOfVersion, subjectsOfItems } from './subjects.ts'
import { tellOfReviews } from './tell-of-reviews.ts'

/**
 * Decides about a version and answers its review. Throws `not_found`, `forbidden`, `invalid_status_move` for what is not in
 * review (any more), `text_changed`, `approval_not_asked`, `own_text`.
 */
export function decideVersion(contentId: Id, versionId: Id, decision: DecideReview): Command<Review> {
  return async (context) => {
    const sight = await enterVersion(context, contentId, versionId, actionOf(decision))
    const version = await requireSummary(context.tx, contentId, versionId, sight)
    context.precondition.require(version.revision)
    return decide(context, await subjectOfVersion(context.tx, version), decision)
  }
}

/** The same of an item, whatever it does with its content. */
export function decideItem(projectId: Id, itemId: Id, decision: DecideReview): Command<Review> {
  return async (context) => {
    const { tx } = context
    await enterProject(context, projectId, actionOf(decision))
    const { contentId } = await requireItem(tx, projectId, itemId)
    await lockContent(tx, [contentId])
    const item = await requireItem(tx, projectId, itemId)
    context.precondition.require(item.revision)
    const [subject] = await subjectsOfItems(tx, [item])
    if (subject === undefined) throw new Error(`The item ${itemId} went within a transaction`)
    return decide(context, subject, decision)
  }
}

/** What its door is asked for. */
function actionOf({ decision }: DecideReview): Action {
  return decision === 'overrule' ? 'review.overrule' : 'item.review'
}

type Told = Pick<Outcome<unknown>, 'events' | 'outbox'>

async function decide(
  context: CommandContext,
  subject: Subject,
  decision: DecideReview,
): Promise<Outcome<Review>> {
  const { tx } = context
  const viewer = await requireStillHere(context)
  requireInReview(subject)
  if (decision.decision !== 'withdraw' && decision.textRevision !== subject.textRevision) {
    throw new Refusal('text_changed', `"${subject.title}" was changed since you read it.`)
  }
  const review = (await openReviews(tx, [subject])).get(subject.id)
  const told =
    review === undefined
      ? await decideByHand(context, subject, decision)
      : await decideByRule(context, review, viewer, decision)
  const after = await reread(context, subject)
  return { ...told, body: await presentReview(tx, viewer, after) }
}

/** Without a rule, whoever may review decides alone. */
function decideByHand(context: CommandContext, subject: Subject, decision: DecideReview): Promise<Told> {
  if (decision.decision === 'approve') return move(context, subject, 'approve', 'ready')
  if (decision.decision === 'reject')
    return move(context, subject, 'reject', 'rejected', decision.reason ?? '')
  throw new Refusal('approval_not_asked', `No approvals are asked for "${subject.title}".`)
}

async function decideByRule(
  context: CommandContext,
  review: OpenReview,
  viewer: Viewer,
  decision: DecideReview,
): Promise<Told> {
  const { subject } = review
  switch (decision.decision) {
    case 'approve':
      return approve(context, review)
    case 'withdraw':
      return withdraw(context, review)
    case 'reject':
      if (mayReject(review, viewer))
        return move(context, subject, 'reject', 'rejected', decision.reason ?? '')
      throw new Refusal(
        'approval_not_asked',
        `"${subject.title}" is not yours to reject: its rule asks others.`,
      )
    case 'overrule':
      requireRight(viewer, 'review.overrule')
      await writeOverrule(context, subject.id, decision.reason ?? '')
      return move(context, subject, 'overrule', 'ready', decision.reason ?? '')
  }
}

async function approve(context: CommandContext, { subject, progress }: OpenReview): Promise<Told> {
  const { tx, actor, now, newId } = context
  const step = progress.steps[progress.step - 1]
  if (step?.given.some(({ personId }) => personId === actor.id)) return { events: [] }
  if (actor.kind !== 'person' || !step?.asked.has(actor.id)) throw notAsked(subject, progress, actor.id)
  await endLost(context, subject.id, progress)
  await tx
    .insertInto('approvals')
    .values({
      id: newId(),
      subject_id: subject.id,
      content_id: subject.contentId,
      step: progress.step,
      person_id: actor.id,
      text_revision: subject.textRevision,
      given_at: now,
      ended_at: null,
      ended_because: null,
    })
    .execute()
  const after = (await openReviews(tx, [subject])).get(subject.id)?.progress
  if (after === undefined) throw new Error(`The review of ${subject.id} went within a transaction`)
  await writeProgress(context, subject.id, after)
  if (after.step > after.steps.length) return move(context, subject, 'approve', 'ready')
  return tellOfReviews(context, [subject], {
    decision: { kind: 'approve' },
    isStepBegun: after.step > progress.step,
  })
}

async function withdraw(context: CommandContext, { subject, progress }: OpenReview): Promise<Told> {
  const { tx, actor } = context
  const own = progress.steps.flatMap(({ given }) => given).filter(({ personId }) => personId === actor.id)
  const last = own.at(-1)
  if (last === undefined) {
    throw new Refusal('approval_not_asked', `You have not approved "${subject.title}".`)
  }
  await endApprovals(context, [subject.id], 'withdrawn', [last.id])
  await endLost(context, subject.id, progress)
  const after = (await openReviews(tx, [subject])).get(subject.id)?.progress
  if (after !== undefined) await writeProgress(context, subject.id, after)
  return tellOfReviews(context, [subject], { decision: { kind: 'withdraw' } })
}

/** Whoever lost the right to approve since has not approved. */
async function endLost(context: CommandContext, subjectId: Id, { lost }: Progress): Promise<void> {
  if (lost.length === 0) return
  await endApprovals(
    context,
    [subjectId],
    'right_lost',
    lost.map(({ id }) => id),
  )
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

/** The status follows from the decision, with all that a move by hand brings about. */
async function move(
  context: CommandContext,
  { item, id, contentId }: Subject,
  decision: ReviewDecision,
  status: 'ready' | 'rejected',
  reason?: string,
): Promise<Told> {
  const change = { status, reason }
  if (item === undefined) return moveAlone(context, { contentId, id }, await sightOfActor(context), change)
  return applyChange(context, item.projectId, [{ id: item.id }], change, () => '/decision', decision)
}

/** Whoever decides, as they are under the lock of their own row. Throws `forbidden`. */
async function requireStillHere(context: CommandContext): Promise<Viewer> {
  const { tx, actor } = context
  if (actor.kind === 'person') await lockRows(tx, 'people', [actor.id])
  const viewer = await readViewer(context, actor)
  requireRight(viewer, 'item.review')
  return viewer
}

/** Of two who decide at once, the second hears what became of it. */
function requireInReview({ title, status }: Subject): void {
  if (status === 'in_review') return
  const what = {
    draft: 'is a draft: it is not in review',
    rejected: 'was rejected',
    ready: 'is ready already',
    scheduled: 'is scheduled already',
    published: 'is published already',
    previously_published: 'was published before',
  }[status]
  throw new Refusal('invalid_status_move', `"${title}" ${what}.`)
}

function notAsked({ title }: Subject, { steps, step }: Progress, personId: Id): Refusal {
  if (steps[step - 1]?.barred.has(personId)) {
    return new Refusal('own_text', `You edited "${title}" since it was last published: others approve it.`)
  }
  const isLater = steps.slice(step).some(({ asked }) => asked.has(personId))
  const where = steps.length === 1 ? '' : ` in step ${step} of ${steps.length}`
  const why = isLater ? ': your step comes later' : ''
  return new Refusal('approval_not_asked', `Your approval of "${title}" is not asked${where}${why}.`)
}

async function reread(context: CommandContext, { item, contentId, id }: Subject): Promise<Subject> {
  const { tx } = context
  if (item === undefined)
    return subjectOfVersion(tx, await requireSummary(tx, contentId, id, await sightOfActor(context)))
  const [subject] = await subjectsOfItems(tx, [await requireItem(tx, item.projectId, item.id)])
  if (subject === undefined) throw new Error(`The item ${item.id} went within a transaction`)
  return subject
}
