/** The live approval rule of the site, and of each project. */
import {
  type ApprovalRuleState,
  applyApprovalRule,
  channels,
  type Id,
  type ProjectEvent,
  type SiteEvent,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import { liveKey } from '../../live/live-store.ts'
import type { Live } from '../../live/live-types.ts'
import type { SharedLive } from '../../live/shared-live.ts'

const ruleKey = (projectId: Id | null) => liveKey<ApprovalRuleState>(`approval-rule ${projectId ?? 'site'}`)

export interface ReviewLives {
  /** Null: of the site. */
  approvalRule(projectId: Id | null): Live<ApprovalRuleState>
}

export function createReviewLives(shared: SharedLive, { review }: Api): ReviewLives {
  return {
    approvalRule: (projectId) =>
      shared<ApprovalRuleState, ProjectEvent | SiteEvent>(ruleKey(projectId), {
        channel: projectId === null ? channels.site : channels.project(projectId),
        load: (call) => (projectId === null ? review.siteRule(call) : review.projectRule(projectId, call)),
        reduce: applyApprovalRule,
      }),
  }
}
