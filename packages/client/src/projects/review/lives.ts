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
import { changesAccess } from '../lives.ts'
import { followSite } from './follow-site.ts'

const ruleKey = (projectId: Id | null) => liveKey<ApprovalRuleState>(`approval-rule ${projectId ?? 'site'}`)

export interface ReviewLives {
  /** Null: of the site. */
  approvalRule(projectId: Id | null): Live<ApprovalRuleState>
}

export function createReviewLives(shared: SharedLive, { review }: Api): ReviewLives {
  const ofSite = () =>
    shared<ApprovalRuleState, SiteEvent>(ruleKey(null), {
      channel: channels.site,
      load: (call) => review.siteRule(call),
      reduce: applyApprovalRule,
    })
  const ofProject = (projectId: Id) =>
    shared<ApprovalRuleState, ProjectEvent>(ruleKey(projectId), {
      channel: channels.project(projectId),
      load: (call) => review.projectRule(projectId, call),
      reduce: applyApprovalRule,
      // Who is in it says whether a step can be met.
      isIncomplete: changesAccess,
    })
  /** One for each of a project's, as long as that is there. */
  const following = new WeakMap<Live<ApprovalRuleState>, Live<ApprovalRuleState>>()
  return {
    approvalRule: (projectId) => {
      if (projectId === null) return ofSite()
      const own = ofProject(projectId)
      const known = following.get(own) ?? followSite(own, ofSite)
      following.set(own, known)
      return known
    },
  }
}
