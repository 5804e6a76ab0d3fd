/** zod schemas of approval rules and reviews. */
import { z } from 'zod'
import { approvalCount, status } from '../../content/entity-schemas.ts'
import { actor, entityId, instant, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { roles } from '../../core/roles.ts'
import { reviewDecisions } from './entity.ts'

const step = {
  approvals: z.int().min(1).describe('How many approvals it asks for'),
  people: z.array(entityId),
  groups: z.array(entityId),
  roles: z.array(z.enum(roles)).describe('Everybody with one of these roles, and with no other'),
}

export const approvalRule = named(
  'ApprovalRule',
  z.object({
    revision: z.int().min(1),
    steps: z.array(named('ApprovalStep', z.object(step))).describe('None: whoever reviews decides alone'),
    editorsMayApprove: z
      .boolean()
      .describe('Whether those may approve who edited the text since it was last published'),
    changedBy: actor,
    changedAt: instant,
  }),
)

export const approvalRuleState = named(
  'ApprovalRuleState',
  z.object({
    revision: z.int().min(1).describe('Of what was made here, also where there is nothing any more'),
    rule: approvalRule.nullable().describe('Null: none was made here'),
    inherited: approvalRule.nullable().describe('For a project: the rule of the site'),
    shortages: z
      .array(
        named(
          'ApprovalShortage',
          z.object({
            step: z.int().min(1),
            needed: z.int().min(1),
            available: z.int().min(0).describe('People who could approve it'),
          }),
        ),
      )
      .describe('Steps of the rule that counts here and that cannot be met now'),
  }),
)

export const approvalRuleSnapshot = named('ApprovalRuleSnapshot', approvalRuleState.extend(snapshot))

const approval = named('Approval', z.object({ id: entityId, by: actor, at: instant }))

export const review = named(
  'Review',
  z.object({
    status,
    textRevision: z.int().min(1).describe('Which text it is about: decisions name it'),
    approvals: approvalCount.nullable().describe('Null: it is in review by hand, or in no review'),
    steps: z.array(
      named(
        'ReviewStep',
        z.object({
          ...step,
          given: z.array(approval),
          waitingFor: z.array(entityId).describe('Who could approve it now, when it is its turn'),
        }),
      ),
    ),
    editorsMayApprove: z.boolean(),
    overrule: z.object({ by: actor, at: instant, reason: z.string() }).nullable(),
    may: z.array(z.enum(reviewDecisions)).describe('What the caller may decide now'),
  }),
)

export const decidedReviews = named(
  'DecidedReviews',
  z.object({
    data: z
      .array(
        named(
          'DecidedReview',
          z.object({
            id: entityId.describe('Of the version, or of an item that unpublishes'),
            itemId: entityId.nullable().describe('Null where no project holds it'),
            status,
            approvals: approvalCount.nullable(),
          }),
        ),
      )
      .describe('In the order in which they were named'),
  }),
)
