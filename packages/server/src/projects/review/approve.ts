/** Approving in reviews that go by a rule: who is not asked is refused, and what all approvals are there for is ready. */
import type { FieldError, Id } from '@copydesk/contract'
import type { CommandContext } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { chunks } from '../../storage/chunks.ts'
import type { Row } from '../../storage/schema.ts'
import type { PathOfSubject } from './moves.ts'
import type { Progress } from './progress.ts'
import { endApprovals, type OpenReview, openReviews, writeProgress } from './reviews.ts'
import type { Settlement } from './settle.ts'
import type { Subject } from './subjects.ts'

/**
 * Gives the actor's approval to each, but where they gave it before. Answers what becomes of them. Throws
 * `approval_not_asked` or `own_text`.
 */
export async function approve(
  context: CommandContext,
  reviews: readonly OpenReview[],
  pathOf?: PathOfSubject,
): Promise<Pick<Settlement, 'moved' | 'counted' | 'begun'>> {
  const { tx, actor } = context
  const missing = reviews.filter(({ progress: { steps, step } }) => {
    return !steps[step - 1]?.given.some(({ personId }) => personId === actor.id)
  })
  requireAsked(context, missing, pathOf)
  await endLost(context, missing)
  const rows = missing.map(({ subject, progress }) => approvalRow(context, subject, progress.step))
  for (const chunk of chunks(rows)) await tx.insertInto('approvals').values(chunk).execute()
  const after = await openReviews(
    tx,
    missing.map(({ subject }) => subject),
  )
  const reached = new Map<Id, Progress>()
  const moved: Subject[] = []
  const counted: Subject[] = []
  const begun: Subject[] = []
  for (const { subject, progress: before } of missing) {
    const progress = after.get(subject.id)?.progress
    if (progress === undefined) throw new Error(`The review of ${subject.id} went within a transaction`)
    reached.set(subject.id, progress)
    if (progress.step > progress.steps.length) moved.push(subject)
    else counted.push(subject)
    if (progress.step > before.step && progress.step <= progress.steps.length) begun.push(subject)
  }
  await writeProgress(context, reached)
  return { moved, counted, begun }
}

/** Whoever lost the right to approve since has not approved. */
export async function endLost(context: CommandContext, reviews: readonly OpenReview[]): Promise<void> {
  const lost = reviews.flatMap(({ subject, progress }) =>
    progress.lost.map(({ id }) => ({ id, subjectId: subject.id })),
  )
  if (lost.length === 0) return
  await endApprovals(
    context,
    lost.map(({ subjectId }) => subjectId),
    'right_lost',
    lost.map(({ id }) => id),
  )
}

function approvalRow(
  { actor, now, newId }: CommandContext,
  { id, contentId, textRevision }: Subject,
  step: number,
): Row<'approvals'> {
  return {
    id: newId(),
    subject_id: id,
    content_id: contentId,
    step,
    person_id: actor.id,
    text_revision: textRevision,
    given_at: now,
    ended_at: null,
    ended_because: null,
  }
}

/** All of one kind are named at once. */
function requireAsked(
  { actor }: CommandContext,
  reviews: readonly OpenReview[],
  pathOf: PathOfSubject | undefined,
): void {
  const refused = reviews.filter(({ progress: { steps, step } }) => {
    return actor.kind !== 'person' || !steps[step - 1]?.asked.has(actor.id)
  })
  const [first] = refused
  if (first === undefined) return
  const reasons = refused.map(({ subject, progress }) => whyNotAsked(subject, progress, actor.id))
  const errors = refused.map(
    ({ subject }, index): FieldError => ({
      path: pathOf?.(subject) ?? '/decision',
      message: reasons[index]?.message ?? '',
    }),
  )
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  const code = reasons[0]?.code ?? 'approval_not_asked'
  throw new Refusal(code, `${errors[0]?.message}${more}.`, { errors })
}

function whyNotAsked(
  { title }: Subject,
  { steps, step }: Progress,
  personId: Id,
): { code: 'own_text' | 'approval_not_asked'; message: string } {
  if (steps[step - 1]?.barred.has(personId)) {
    const message = `You edited "${title}" since it was last published: others approve it`
    return { code: 'own_text', message }
  }
  const isLater = steps.slice(step).some(({ asked }) => asked.has(personId))
  const where = steps.length === 1 ? '' : ` in step ${step} of ${steps.length}`
  const why = isLater ? ': your step comes later' : ''
  return { code: 'approval_not_asked', message: `Your approval of "${title}" is not asked${where}${why}` }
}
