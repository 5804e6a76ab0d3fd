/** zod schemas of the requests that make approval rules and decide reviews. */
import { z } from 'zod'
import { maxReasonLength } from '../../content/schemas.ts'
import { roles } from '../../core/roles.ts'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { message } from '../../text/schemas.ts'
import {
  bulkDecisions,
  type ChangeApprovalRule,
  type DecideReview,
  type DecideReviews,
  mostDecided,
} from './commands.ts'
import { mostApprovalSteps, type ReviewDecision, reviewDecisions } from './entity.ts'

/** People that one step names, and approvals that it asks for, at most. */
const mostPeople = 100
const mostGroups = 20

const step = z
  .strictObject({
    approvals: z.int().min(1).max(mostPeople),
    people: z.array(id).max(mostPeople).default([]),
    groups: z.array(id).max(mostGroups).default([]),
    roles: z.array(z.enum(roles)).max(roles.length).default([]),
  })
  .refine(({ people, groups, roles }) => people.length + groups.length + roles.length > 0, {
    message: 'asks nobody: name people, groups or roles',
  })
  .refine(
    ({ people, groups, roles, approvals }) =>
      groups.length + roles.length > 0 || new Set(people).size >= approvals,
    {
      path: ['approvals'],
      message: 'asks for more approvals than it names people',
    },
  )

export const changeApprovalRule = z.strictObject({
  steps: z.array(step).max(mostApprovalSteps, `has more than ${mostApprovalSteps} steps`).nullable(),
  editorsMayApprove: z.boolean().optional(),
}) satisfies SchemaOf<ChangeApprovalRule>

const says: readonly ReviewDecision[] = ['reject', 'overrule']

export const decideReview = z
  .strictObject({
    decision: z.enum(reviewDecisions),
    textRevision: z.int().min(1).optional(),
    reason: message({ max: maxReasonLength }).optional(),
  })
  .refine(({ decision, textRevision }) => decision === 'withdraw' || textRevision !== undefined, {
    path: ['textRevision'],
    message: 'must name the text that was read',
  })
  .refine(({ decision, reason = '' }) => !says.includes(decision) || reason !== '', {
    path: ['reason'],
    message: 'must say in a sentence why',
  })
  .refine(({ decision, reason }) => says.includes(decision) || reason === undefined, {
    path: ['reason'],
    message: 'goes with "reject" and "overrule" only',
  }) satisfies SchemaOf<DecideReview>

const readText = z
  .strictObject({ itemId: id.optional(), versionId: id.optional(), textRevision: z.int().min(1) })
  .refine(({ itemId, versionId }) => (itemId === undefined) !== (versionId === undefined), {
    message: 'needs either itemId or versionId',
  })

export const decideReviews = z
  .strictObject({
    decision: z.enum(bulkDecisions),
    reviewed: z.array(readText).min(1).max(mostDecided, `names more than ${mostDecided}`),
    reason: message({ max: maxReasonLength }).optional(),
  })
  .refine(({ decision, reason = '' }) => decision !== 'reject' || reason !== '', {
    path: ['reason'],
    message: 'must say in a sentence why',
  })
  .refine(({ decision, reason }) => decision === 'reject' || reason === undefined, {
    path: ['reason'],
    message: 'goes with "reject" only',
  }) satisfies SchemaOf<DecideReviews>
