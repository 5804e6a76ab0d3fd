/** What a rule says of moves by hand: nothing becomes ready by them, and who rejects is whom the rule asks. */
import { type FieldError, type Id, may, type SettableStatus } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { Viewer } from '../../command/viewer.ts'
import type { Tx } from '../../storage/storage.ts'
import { rightsIn } from '../members/sight.ts'
import { countOf, waitingFor } from './progress.ts'
import { type OpenReview, openReviews } from './reviews.ts'
import type { Subject } from './subjects.ts'

/** JSON Pointer to what named a subject in a request. */
export type PathOfSubject = (subject: Subject) => string

/**
 * Throws `approvals_required` for what a rule alone makes ready, `approval_not_asked` for what somebody else may reject,
 * `invalid_request` where a rejection says nothing.
 */
export async function requireMovesByRule(
  tx: Tx,
  viewer: Viewer,
  subjects: readonly Subject[],
  { status, reason }: { status: SettableStatus; reason?: string | undefined },
  pathOf: PathOfSubject,
): Promise<void> {
  if (status !== 'ready' && status !== 'rejected') return
  const moving = subjects.filter((subject) => subject.status === 'in_review')
  const open = [...(await openReviews(tx, moving)).values()]
  const [first] = open
  if (first === undefined) return
  if (status === 'ready') {
    refuseAll(
      'approvals_required',
      open.map((review) => ({
        path: pathOf(review.subject),
        message: `"${review.subject.title}" becomes ready by its approvals: ${sayMissing(review)}`,
      })),
    )
  }
  await requireMayReject(tx, open, viewer, pathOf)
  if ((reason ?? '').trim() === '') {
    const message = 'Say in a sentence why it is rejected'
    throw new Refusal('invalid_request', `${message}.`, { errors: [{ path: '/reason', message }] })
  }
}

/** Throws `approval_not_asked` for what somebody else may reject. */
export async function requireMayReject(
  tx: Tx,
  reviews: readonly OpenReview[],
  viewer: Viewer,
  pathOf: PathOfSubject = () => '/decision',
): Promise<void> {
  const holders = reviews.map(({ subject }) => subject.item?.projectId)
  const mayDo = await rightsIn(tx, viewer, holders)
  const strangers = reviews.filter((review, index) => {
    return !mayReject(review, viewer, mayDo(holders[index], 'review.overrule'))
  })
  refuseAll(
    'approval_not_asked',
    strangers.map(({ subject }) => ({
      path: pathOf(subject),
      message: `"${subject.title}" is not yours to reject: its rule asks others`,
    })),
  )
}

/** Whom the present step asks, whether they approved it or not, and whoever may overrule. */
export function mayReject({ progress }: OpenReview, viewer: Viewer, mayOverrule: boolean): boolean {
  return isAskedNow(progress.steps[progress.step - 1]?.asked, viewer) || mayOverrule
}

function isAskedNow(asked: ReadonlySet<Id> | undefined, { id, role }: Viewer): boolean {
  return may(role, 'item.review') && (asked?.has(id) ?? false)
}

/** "1 more in step 2 of 3". */
export function sayMissing({ progress }: Pick<OpenReview, 'progress'>): string {
  const count = countOf(progress)
  if (count === null) return 'none'
  const missing = count.needed - count.given
  const where = count.steps === 1 ? '' : ` in step ${count.step} of ${count.steps}`
  const isStuck = waitingFor(progress).length < missing
  const stuck = missing === 1 ? ', and nobody is left to give it' : ', and too few are left to give them'
  return `${missing} more${where}${isStuck ? stuck : ''}`
}

function refuseAll(code: 'approvals_required' | 'approval_not_asked', errors: readonly FieldError[]): void {
  const [first] = errors
  if (first === undefined) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal(code, `${first.message}${more}.`, { errors: [...errors] })
}
