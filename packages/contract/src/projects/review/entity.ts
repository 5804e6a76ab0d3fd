/**
 * Approval rules, and the review of a version or of an item that unpublishes. A rule is ordered steps; each asks for some
 * approvals of some people. It is copied when a review begins.
 *
 *     step 1 → 2 → … → met: the version becomes ready by the last approval
 *     an approval: given → withdrawn | void (the text was edited, the right was lost, the review began anew)
 */
import type { ApprovalCount } from '../../content/entity.ts'
import type { Status } from '../../content/status.ts'
import type { Actor } from '../../core/actor.ts'
import type { Id } from '../../core/ids.ts'
import type { Role } from '../../core/roles.ts'
import type { Snapshot } from '../../core/snapshot.ts'
import type { Instant } from '../../core/time.ts'

/** Steps of a rule at most. */
export const mostApprovalSteps = 5

/** So many approvals of any of these: somebody who is meant twice counts once. */
export interface ApprovalStep {
  /** How many. */
  approvals: number
  /** By their ids. */
  people: Id[]
  /** Everybody in one of these groups. */
  groups: Id[]
  /** Everybody with one of these roles, and with no other. */
  roles: Role[]
}

export interface ApprovalRule {
  revision: number
  /** In their order; none: whoever reviews decides alone, by hand. */
  steps: ApprovalStep[]
  /** Whether those may approve who edited the text since it was last published. */
  editorsMayApprove: boolean
  changedBy: Actor
  changedAt: Instant
}

/** A step that cannot be met now: more are asked for than there are. */
export interface ApprovalShortage {
  /** 1, 2, 3 … */
  step: number
  needed: number
  /** People who could approve it. */
  available: number
}

/** `GET /approval-rule` of the site, `GET /projects/{id}/approval-rule` of a project. */
export interface ApprovalRuleState {
  /** Of what was made here, also where there is nothing any more; 1 where there never was. */
  revision: number
  /** The one that was made here; null: none, and a project follows the site's. */
  rule: ApprovalRule | null
  /** Of the site, for a project. */
  inherited: ApprovalRule | null
  /** Of the rule that counts here. */
  shortages: ApprovalShortage[]
}

export interface Approval {
  id: Id
  by: Actor
  at: Instant
}

/** A step of a review, with what became of it. */
export interface ReviewStep extends ApprovalStep {
  given: Approval[]
  /** Who could approve it now and did not, when it is this step's turn. */
  waitingFor: Id[]
}

/** Ready without the approvals that the rule asks for, by somebody who may overrule it. */
export interface Overrule {
  by: Actor
  at: Instant
  reason: string
}

export const reviewDecisions = ['approve', 'withdraw', 'reject', 'overrule'] as const
export type ReviewDecision = (typeof reviewDecisions)[number]

/** The rule with its position, of `site` or of the project's channel. */
export type ApprovalRuleSnapshot = Snapshot<ApprovalRuleState>

/** `GET /content/{id}/versions/{versionId}/review`, `GET /projects/{id}/items/{itemId}/review`. */
export interface Review {
  /** Of the version or of the item, whichever is reviewed. */
  status: Status
  /** Which text it is about: an approval names it. */
  textRevision: number
  /** Null: it is in review by hand, or in no review. */
  approvals: ApprovalCount | null
  /** Of the rule that was copied when the review began; none where there is no rule. */
  steps: ReviewStep[]
  editorsMayApprove: boolean
  overrule: Overrule | null
  /** What the viewer may decide now. */
  may: ReviewDecision[]
}
