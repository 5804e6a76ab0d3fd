/** Endpoints of approval rules and of the reviews that go by them. */
import type {
  ApprovalRuleSnapshot,
  ApprovalRuleState,
  ChangeApprovalRule,
  DecidedReviews,
  DecideReview,
  DecideReviews,
  Id,
  Review,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createReviewApi({ get, send }: Transport) {
  const ofProject = (id: Id) => `/projects/${id}/approval-rule`
  const ofItem = (projectId: Id, itemId: Id) => `/projects/${projectId}/items/${itemId}`
  const ofVersion = (contentId: Id, versionId: Id) => `/content/${contentId}/versions/${versionId}`
  return {
    siteRule: (call?: CallOptions) => get<ApprovalRuleSnapshot>('/approval-rule', {}, call),
    /** `revision`: of the state that was on screen. */
    changeSiteRule: (revision: number, body: ChangeApprovalRule, call?: CommandOptions) =>
      send<ApprovalRuleState>('PATCH', '/approval-rule', body, { ...call, revision }),
    projectRule: (projectId: Id, call?: CallOptions) =>
      get<ApprovalRuleSnapshot>(ofProject(projectId), {}, call),
    changeProjectRule: (projectId: Id, revision: number, body: ChangeApprovalRule, call?: CommandOptions) =>
      send<ApprovalRuleState>('PATCH', ofProject(projectId), body, { ...call, revision }),
    ofItem: (projectId: Id, itemId: Id, call?: CallOptions) =>
      get<Review>(`${ofItem(projectId, itemId)}/review`, {}, call),
    ofVersion: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<Review>(`${ofVersion(contentId, versionId)}/review`, {}, call),
    decideItem: (projectId: Id, itemId: Id, body: DecideReview, call?: CommandOptions) =>
      send<Review>('POST', `${ofItem(projectId, itemId)}/decisions`, body, call),
    decideMany: (body: DecideReviews, call?: CommandOptions) =>
      send<DecidedReviews>('POST', '/decisions', body, call),
    decideVersion: (contentId: Id, versionId: Id, body: DecideReview, call?: CommandOptions) =>
      send<Review>('POST', `${ofVersion(contentId, versionId)}/decisions`, body, call),
  }
}
