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
import { createGroupLives } from '../../people/groups/lives.ts'
import { createPeopleLives } from '../../people/lives.ts'
import { changesAccess } from '../lives.ts'
import { followReviewers, followSite } from './follow-around.ts'

const ruleKey = (projectId: Id | null) => liveKey<ApprovalRuleState>(`approval-rule ${projectId ?? 'site'}`)

export interface ReviewLives {
  /** Null: of the site. */
  approvalRule(projectId: Id | null): Live<ApprovalRuleState>
}

export function createReviewLives(shared: SharedLive, api: Api): ReviewLives {
  const { review } = api
  const { people } = createPeopleLives(shared, api)
  const { groups } = createGroupLives(shared, api)
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
  /** One for each of these, as long as that is there. */
  const followers = new WeakMap<Live<ApprovalRuleState>, Live<ApprovalRuleState>>()
  return {
    approvalRule: (projectId) => {
      const own = projectId === null ? ofSite() : ofProject(projectId)
      const known = followers.get(own)
      if (known !== undefined) return known
      const follower = followReviewers(projectId === null ? own : followSite(own, ofSite), people, groups)
      followers.set(own, follower)
      return follower
    },
  }
}
