/** What is in review under a rule waits for approvals, of whom that rule asks: nobody else can lift that. */
import {
  type ApprovalsMissingBlocker,
  type Id,
  type Lift,
  liftBy,
  type ProjectItem,
} from '@copydesk/contract'
import type { Tx } from '../../storage/storage.ts'
import { overrulersIn } from '../review/overrulers.ts'
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
  const missing = await missingOfEach(tx, [...reviews.values()])
  const byItem = new Map(inReview.map((item) => [item.id, missing.get(subjectIdOf(item))]))
  return found.map((blocker) => {
    const approvals = byItem.get(blocker.itemId ?? '')
    return blocker.reason === 'not_ready' && approvals !== undefined ? { ...blocker, ...approvals } : blocker
  })
}

/** The same of a version by itself. */
export async function missingApprovalsOf(tx: Tx, subject: Subject): Promise<MissingApprovals | undefined> {
  const reviews = await openReviews(tx, [subject])
  return (await missingOfEach(tx, [...reviews.values()])).get(subject.id)
}

/** By what is reviewed. Where nobody is left to approve, it is lifted by who may overrule there. */
async function missingOfEach(tx: Tx, reviews: readonly OpenReview[]): Promise<Map<Id, MissingApprovals>> {
  const stuck = reviews.filter(isStuckAt)
  const managers = await overrulersIn(
    tx,
    stuck.flatMap(({ subject }) => subject.item?.projectId ?? []),
  )
  return new Map(
    reviews.map((review) => {
      const { subject, rule, progress } = review
      const isStuck = isStuckAt(review)
      const people = managers.get(subject.item?.projectId ?? '') ?? []
      const byRule = isStuck
        ? { ...liftBy('overrule'), people: people.slice(0, mostNamed) }
        : approve(rule.steps[progress.step - 1]?.roles ?? [], waitingFor(progress))
      return [subject.id, { reason: 'approvals_missing', approvals: countOf(progress), isStuck, byRule }]
    }),
  )
}

function isStuckAt({ progress }: OpenReview): boolean {
  const count = countOf(progress)
  return count !== null && waitingFor(progress).length < count.needed - count.given
}

/** Where few are asked, they are named; else the roles are. */
function approve(roles: Lift['roles'], waiting: readonly string[]): Lift {
  return waiting.length <= mostNamed || roles.length === 0
    ? { step: 'approve', roles: [], people: waiting.slice(0, mostNamed) }
    : { step: 'approve', roles, people: [] }
}
