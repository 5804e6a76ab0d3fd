import { describe, expect, it } from 'vitest'
import type { ApprovalRule, ApprovalRuleState } from './entity.ts'
import type { ApprovalRuleChanged } from './events.ts'
import { applyApprovalRule } from './reducer.ts'

const actor = { id: 'a', kind: 'person' } as const
const rule: ApprovalRule = {
  revision: 2,
  steps: [],
  editorsMayApprove: false,
  changedBy: actor,
  changedAt: '2026-03-02T09:00:00.000Z',
}
const state: ApprovalRuleState = { revision: 1, rule: null, inherited: rule, shortages: [] }
const changed: ApprovalRuleChanged = {
  id: 'e',
  type: 'approval_rule.changed',
  at: rule.changedAt,
  actor,
  revision: 2,
  rule,
  shortages: [{ step: 1, needed: 2, available: 1 }],
}

describe('the rule on a screen', () => {
  it('is the one that the event tells, beside what a project follows', () => {
    const after = applyApprovalRule(state, changed)
    expect(after).toEqual({ revision: 2, rule, inherited: rule, shortages: changed.shortages })
    expect(applyApprovalRule(after, changed)).toBe(after)
  })

  it('stays as it is by other events', () => {
    const other = { ...changed, type: 'project.deleted', projectId: 'p' } as const
    expect(applyApprovalRule(state, other)).toBe(state)
  })
})
