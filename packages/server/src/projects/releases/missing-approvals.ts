/** What is in review under a rule waits for approvals, of whom that rule asks: nobody else can lift that. */
import { type ApprovalsMissingBlocker, type Lift, liftBy, type ProjectItem } from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { countOf, waitingFor } from '../review/progress.ts'
import { type OpenReview, openReviews } from '../review/reviews.ts'
import { type Subject, subjectIdOf, subjectsOfItems } from '../review/subjects.ts'
import type { FoundBlocker } from './lifts.ts'

/** What a blocker says of approvals that are missing. */
export type MissingApprovals = Pick<ApprovalsMissingBlocker, 'reason' | 'approvals' | 'isStuck'> & {
  byRule?: Lift
}

/** People whom a blocker names at most; of more it names the roles. */
const mostNamed = 5

/** The blockers, those that wait for approvals saying for how many and of whom. */
export async function withMissingApprovals(
  tx: Tx,
  found: readonly FoundBlocker[],
  items: readonly ProjectItem[],
): Promise<FoundBlocker[]> {
  const inReview = items.filter(({ status }) => status === 'in_review')
  if (inReview.length === 0 || found.length === 0) return [...found]
  const reviews = await openReviews(tx, await subjectsOfItems(tx, inReview))
  const byItem = new Map(inReview.map((item) => [item.id, reviews.get(subjectIdOf(item))]))
  return found.map((blocker) => {
    const review = byItem.get(blocker.itemId ?? '')
    return blocker.reason === 'not_ready' && review !== undefined
      ? { ...blocker, ...missingOf(review) }
      : blocker
  })
}

/** The same of a version by itself. */
export async function missingApprovalsOf(tx: Tx, subject: Subject): Promise<MissingApprovals | undefined> {
  const review = (await openReviews(tx, [subject])).get(subject.id)
  return review === undefined ? undefined : missingOf(review)
}

function missingOf({ rule, progress }: OpenReview): MissingApprovals {
  const count = countOf(progress)
  const waiting = waitingFor(progress)
  const isStuck = count !== null && waiting.length < count.needed - count.given
  return {
    reason: 'approvals_missing',
    approvals: count,
    isStuck,
    byRule: isStuck ? liftBy('overrule') : approve(rule.steps[progress.step - 1]?.roles ?? [], waiting),
  }
}

/** Where few are asked, they are named; else the roles are. */
function approve(roles: Lift['roles'], waiting: readonly string[]): Lift {
  return waiting.length <= mostNamed || roles.length === 0
    ? { step: 'approve', roles: [], people: waiting.slice(0, mostNamed) }
    : { step: 'approve', roles, people: [] }
}
