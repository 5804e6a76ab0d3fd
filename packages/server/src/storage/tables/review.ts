/** Approval rules, and the reviews that go by them. */
import type { Actor } from '@copydesk/contract'

/** The approval rule of the site, and of each project that has or had one of its own. */
export interface ApprovalRulesTable {
  /** `site`, or the id of a project. */
  scope: string
  revision: number
  /** JSON; null: there is none any more. */
  steps: string | null
  editors_may_approve: 0 | 1
  changed_by_id: string
  changed_by_kind: Actor['kind']
  changed_at: number
}

/** The last review of a version, or of an item that unpublishes. */
export interface ReviewsTable {
  /** Id of the version, or of that item. */
  subject_id: string
  content_id: string
  /** Where the rule was made that it goes by. */
  scope: string
  /** JSON: the rule as it was when the review began. */
  steps: string
  editors_may_approve: 0 | 1
  step_count: number
  /** How far it is, for lists; what decides counts the approvals. */
  step: number
  given: number
  needed: number
  begun_at: number
  begun_by_id: string
  begun_by_kind: Actor['kind']
  overruled_at: number | null
  overruled_by_id: string | null
  overruled_by_kind: Actor['kind'] | null
  overrule_reason: string | null
}

export interface ApprovalsTable {
  id: string
  subject_id: string
  content_id: string
  /** 1, 2, 3 … */
  step: number
  person_id: string
  /** Of the text that was read. */
  text_revision: number
  given_at: number
  /** Null while it counts. */
  ended_at: number | null
  ended_because: 'withdrawn' | 'edited' | 'right_lost' | 'begun_anew' | null
}

export interface ReviewTables {
  approval_rules: ApprovalRulesTable
  reviews: ReviewsTable
  approvals: ApprovalsTable
}
