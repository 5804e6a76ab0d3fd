/** What is sent where approval rules are made, and where a review is decided. */
import type { ApprovalCount } from '../../content/entity.ts'
import type { Status } from '../../content/status.ts'
import type { Id } from '../../core/ids.ts'
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

/** What many decide at once. */
export const bulkDecisions = ['approve', 'reject'] as const satisfies readonly ReviewDecision[]
export type BulkDecision = (typeof bulkDecisions)[number]

/** So many are decided at once, at most. */
export const mostDecided = 200

/** What was read: an item, or a version, and which text of it. */
export interface ReadText {
  itemId?: Id | undefined
  versionId?: Id | undefined
  textRevision: number
}

/** `POST /decisions` answers `{data}`: one decision about many, in any projects and in none, all or nothing. */
export interface DecideReviews {
  decision: BulkDecision
  reviewed: ReadText[]
  /** A sentence, of a rejection; of nothing else. */
  reason?: string | undefined
}

/** What became of one of them. */
export interface DecidedReview {
  /** Of the version, or of an item that unpublishes. */
  id: Id
  /** Null where no project holds it. */
  itemId: Id | null
  status: Status
  approvals: ApprovalCount | null
}

/** In the order in which they were named. */
export interface DecidedReviews {
  data: DecidedReview[]
}
