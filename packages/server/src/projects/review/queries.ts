/** Reviews and rules as whoever asks sees them: how far it is, whom it waits for, what they may decide. */
import {
  type ApprovalRuleSnapshot,
  type ApprovalRuleState,
  channels,
  type Id,
  type Review,
  type ReviewDecision,
} from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Viewer } from '../../command/viewer.ts'
import { viewContent } from '../../content/door.ts'
import { requireSummary } from '../../content/queries.ts'
import type { Action } from '../../policy.ts'
import { readPosition } from '../../storage/journal.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'
import { requireItem } from '../items/queries.ts'
import { rightsIn, sightOf } from '../members/sight.ts'
import { viewProject } from '../project/door.ts'
import { readReviewersIn, shortagesOf } from './asked.ts'
import { mayReject } from './moves.ts'
import { countOf, waitingFor } from './progress.ts'
import { givenApprovals, type OpenReview, openReviews, reviewRows } from './reviews.ts'
import { presentRule, type RuleScope, ruleRows } from './rules.ts'
import { type Subject, subjectOfVersion, subjectsOfItems } from './subjects.ts'

/** The rule of the site. */
export async function readSiteRule(tx: Tx): Promise<ApprovalRuleSnapshot> {
  return { ...(await ruleState(tx, 'site')), position: await readPosition(tx, channels.site) }
}

/** The rule of a project, and what it follows without one. Throws `not_found` or `gone`. */
export async function readProjectRule(tx: Tx, viewer: Viewer, projectId: Id): Promise<ApprovalRuleSnapshot> {
  await viewProject(tx, viewer, projectId)
  return {
    ...(await ruleState(tx, projectId)),
    position: await readPosition(tx, channels.project(projectId)),
  }
}

/** For whoever came through the door. */
export async function ruleState(tx: Tx, scope: RuleScope): Promise<ApprovalRuleState> {
  const rows = await ruleRows(tx, [scope, 'site'])
  const rule = presentRule(rows.get(scope))
  const inherited = scope === 'site' ? null : presentRule(rows.get('site'))
  const steps = (rule ?? inherited)?.steps ?? []
  const revision = rows.get(scope)?.revision ?? 1
  const reviewersIn = await readReviewersIn(tx, scope === 'site' ? [] : [scope])
  const reviewers = reviewersIn(scope === 'site' ? undefined : scope)
  return { revision, rule, inherited, shortages: shortagesOf(steps, reviewers) }
}

/** The review of a version. Throws `not_found`. */
export async function readVersionReview(
  tx: Tx,
  viewer: Viewer,
  contentId: Id,
  versionId: Id,
): Promise<Review> {
  await viewContent(tx, viewer, contentId)
  const version = await requireSummary(tx, contentId, versionId, await sightOf(tx, viewer))
  return presentReview(tx, viewer, await subjectOfVersion(tx, version))
}

/** The review of an item. Throws `not_found` or `gone`. */
export async function readItemReview(tx: Tx, viewer: Viewer, projectId: Id, itemId: Id): Promise<Review> {
  await viewProject(tx, viewer, projectId)
  const [subject] = await subjectsOfItems(tx, [await requireItem(tx, projectId, itemId)])
  if (subject === undefined) throw new Error(`The item ${itemId} went within a transaction`)
  return presentReview(tx, viewer, subject)
}

/** For whoever came through the door: the review with what this viewer may decide. */
export async function presentReview(tx: Tx, viewer: Viewer, subject: Subject): Promise<Review> {
  const open = (await openReviews(tx, [subject])).get(subject.id)
  const row = open?.row ?? (await reviewRows(tx, [subject.id])).get(subject.id)
  const given = new Map((await givenApprovals(tx, [subject.id])).map((one) => [one.id, one]))
  const isInReview = subject.status === 'in_review'
  const { progress, rule } = open ?? {}
  return {
    status: subject.status,
    textRevision: subject.textRevision,
    approvals: isInReview && progress !== undefined ? countOf(progress) : null,
    steps: (progress?.steps ?? []).map((step, index) => ({
      approvals: step.approvals,
      people: rule?.steps[index]?.people ?? [],
      groups: rule?.steps[index]?.groups ?? [],
      roles: rule?.steps[index]?.roles ?? [],
      given: step.given.flatMap(({ id, personId }) => {
        const at = given.get(id)?.given_at
        return at === undefined
          ? []
          : [{ id, by: { id: personId, kind: 'person' as const }, at: instant(at) }]
      }),
      waitingFor:
        isInReview && progress !== undefined && progress.step === index + 1 ? waitingFor(progress) : [],
    })),
    editorsMayApprove: rule?.editorsMayApprove ?? false,
    overrule: subject.status === 'draft' ? null : overruleOf(row),
    may: isInReview ? await decisionsOf(tx, viewer, subject, open) : [],
  }
}

async function decisionsOf(
  tx: Tx,
  viewer: Viewer,
  { item }: Subject,
  open: OpenReview | undefined,
): Promise<ReviewDecision[]> {
  const mayDo = await rightsIn(tx, viewer, [item?.projectId])
  const mayHere = (action: Action) => mayDo(item?.projectId, action)
  if (!mayHere('item.review')) return []
  if (open === undefined) return ['approve', 'reject']
  const { progress } = open
  const hasApproved = progress.steps.some(({ given }) => given.some(({ personId }) => personId === viewer.id))
  const decisions: [ReviewDecision, boolean][] = [
    ['approve', waitingFor(progress).includes(viewer.id)],
    ['withdraw', hasApproved],
    ['reject', mayReject(open, viewer, mayHere('review.overrule'))],
    ['overrule', mayHere('review.overrule')],
  ]
  return decisions.flatMap(([decision, isAllowed]) => (isAllowed ? [decision] : []))
}

function overruleOf(row: Row<'reviews'> | undefined): Review['overrule'] {
  if (!row?.overruled_at || !row.overruled_by_id || !row.overruled_by_kind) return null
  return {
    by: { id: row.overruled_by_id, kind: row.overruled_by_kind },
    at: instant(row.overruled_at),
    reason: row.overrule_reason ?? '',
  }
}
