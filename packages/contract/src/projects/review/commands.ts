/** What is sent where approval rules are made, and where a review is decided. */
import type { ApprovalStep, ReviewDecision } from './entity.ts'

/** `PATCH /approval-rule`, `PATCH /projects/{id}/approval-rule` answer the `ApprovalRuleState`. */
export interface ChangeApprovalRule {
  /** In their order; empty: by hand. Null: no rule is made here, and a project follows the site's. */
  steps: ApprovalStep[] | null
  /** False when left out. */
  editorsMayApprove?: boolean | undefined
}

/**
 * `POST /content/{id}/versions/{versionId}/decisions`, `POST /projects/{id}/items/{itemId}/decisions` answer the `Review`.
 */
export interface DecideReview {
  decision: ReviewDecision
  /** The text that was read, of all but a withdrawal: a decision about an older one is refused. */
  textRevision?: number | undefined
  /** A sentence, of a rejection and of who overrules; of nothing else. */
  reason?: string | undefined
}
