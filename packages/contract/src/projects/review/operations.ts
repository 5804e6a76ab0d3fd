/** The operations that make approval rules and decide reviews. */
import { z } from 'zod'
import { named } from '../../core/named.ts'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { approvalRuleSnapshot, approvalRuleState, decidedReviews, review } from './entity-schemas.ts'
import * as schemas from './schemas.ts'

const ofProject = z.object({ id })
const ofVersion = z.object({ id, versionId: id })
const ofItem = z.object({ id, itemId: id })
const change = named('ChangeApprovalRule', schemas.changeApprovalRule)
const decision = named('DecideReview', schemas.decideReview)

const live = {
  tag: 'review',
  description: 'Live: follow the channel of `position` from there.',
  answer: { status: 200, description: 'The rule', schema: approvalRuleSnapshot, headers: ['ETag'] },
} as const
const rule = {
  tag: 'review',
  answer: { status: 200, description: 'The rule', schema: approvalRuleState, headers: ['ETag'] },
} as const
const decided = {
  tag: 'review',
  access: 'item.review',
  description:
    'A decision names the text that was read, and is refused when it was changed since. The last approval makes it ready. Administrators overrule and, in a private project, editors who manage it.',
  body: decision,
  command: 'if_match_optional',
  answer: { status: 200, description: 'The review after it', schema: review },
} as const
const problemsOfDecisions = [
  'project_archived',
  'invalid_status_move',
  'text_changed',
  'approval_not_asked',
  'own_text',
] as const

export const getApprovalRule = operation({
  ...live,
  operationId: 'getApprovalRule',
  method: 'GET',
  path: '/api/v1/approval-rule',
  summary: "Read the site's approval rule",
  access: 'project.read',
})

export const changeApprovalRule = operation({
  ...rule,
  operationId: 'changeApprovalRule',
  method: 'PATCH',
  path: '/api/v1/approval-rule',
  summary: "Change the site's approval rule",
  description: 'What is in review already goes on by the rule that it began with.',
  access: 'review.rule',
  body: change,
  command: 'if_match_optional',
})

export const getProjectApprovalRule = operation({
  ...live,
  operationId: 'getProjectApprovalRule',
  method: 'GET',
  path: '/api/v1/projects/{id}/approval-rule',
  summary: 'Read the approval rule of a project',
  access: 'project.read',
  params: ofProject,
  problems: ['gone'],
})

export const changeProjectApprovalRule = operation({
  ...rule,
  operationId: 'changeProjectApprovalRule',
  method: 'PATCH',
  path: '/api/v1/projects/{id}/approval-rule',
  summary: 'Change the approval rule of a project',
  description:
    'It counts in place of the site’s. What is in review already goes on by the rule that it began with. Administrators make it and, in a private project, editors who manage it.',
  access: 'review.rule',
  orManager: true,
  params: ofProject,
  body: change,
  command: 'if_match_optional',
  problems: ['gone', 'project_archived'],
})

export const getVersionReview = operation({
  operationId: 'getVersionReview',
  method: 'GET',
  path: '/api/v1/content/{id}/versions/{versionId}/review',
  tag: 'review',
  summary: 'Read the review of a version',
  access: 'content.read',
  params: ofVersion,
  answer: { status: 200, description: 'How far it is, and what the caller may decide', schema: review },
  problems: ['gone'],
})

export const decideVersion = operation({
  ...decided,
  operationId: 'decideVersion',
  method: 'POST',
  path: '/api/v1/content/{id}/versions/{versionId}/decisions',
  summary: 'Approve a version, withdraw that, reject it or overrule its rule',
  params: ofVersion,
  problems: ['gone', ...problemsOfDecisions],
})

export const getItemReview = operation({
  operationId: 'getItemReview',
  method: 'GET',
  path: '/api/v1/projects/{id}/items/{itemId}/review',
  tag: 'review',
  summary: 'Read the review of an item',
  access: 'project.read',
  params: ofItem,
  answer: { status: 200, description: 'How far it is, and what the caller may decide', schema: review },
  problems: ['gone'],
})

export const decideItem = operation({
  ...decided,
  operationId: 'decideItem',
  method: 'POST',
  path: '/api/v1/projects/{id}/items/{itemId}/decisions',
  summary: 'Approve an item, withdraw that, reject it or overrule its rule',
  params: ofItem,
  problems: ['gone', ...problemsOfDecisions],
})

export const decideMany = operation({
  operationId: 'decideMany',
  method: 'POST',
  path: '/api/v1/decisions',
  tag: 'review',
  summary: 'Approve, or reject with one sentence, many items and versions at once',
  description:
    'In any projects and in none, all or nothing: where one of them cannot be decided so, nothing is, and `errors` names each. A decision names the texts that were read. It is not undone by a command of its own: approvals can be withdrawn, and what was rejected can be sent again.',
  access: 'item.review',
  body: named('DecideReviews', schemas.decideReviews),
  command: 'without_revision',
  answer: { status: 200, description: 'What became of each', schema: decidedReviews },
  problems: ['not_found', 'gone', ...problemsOfDecisions],
})
