/** An approval rule while it is being edited. Pure. */
import type { ApprovalRule, ApprovalRuleState, ApprovalStep, ChangeApprovalRule } from '@copydesk/contract'

/** `site`: as the site asks; `hand`: whoever reviews decides; `steps`: by approvals. */
export type RuleMode = 'site' | 'hand' | 'steps'

export interface RuleDraft {
  mode: RuleMode
  steps: ApprovalStep[]
  editorsMayApprove: boolean
}

export const newStep: ApprovalStep = { approvals: 1, people: [], groups: [], roles: [] }

/** As the rule stands. Without one of its own, a project begins its own with a copy of the site's. */
export function draftOf({ rule, inherited }: ApprovalRuleState, isOfProject: boolean): RuleDraft {
  const from: ApprovalRule | null = rule ?? inherited
  const steps = from === null || from.steps.length === 0 ? [newStep] : from.steps
  const mode = rule === null ? (isOfProject ? 'site' : 'hand') : rule.steps.length === 0 ? 'hand' : 'steps'
  return { mode, steps, editorsMayApprove: from?.editorsMayApprove ?? false }
}

/** What is sent. Of the site, by hand is no rule at all. */
export function changeOf(
  { mode, steps, editorsMayApprove }: RuleDraft,
  isOfProject: boolean,
): ChangeApprovalRule {
  if (mode === 'steps') return { steps, editorsMayApprove }
  return { steps: mode === 'hand' && isOfProject ? [] : null }
}

/** Why it cannot be saved: the first step that asks for what cannot be; null when it can. */
export function faultOf({ mode, steps }: RuleDraft): string | null {
  if (mode !== 'steps') return null
  for (const [index, { approvals, people, groups, roles }] of steps.entries()) {
    if (people.length + groups.length + roles.length === 0)
      return `Step ${index + 1} asks nobody: add somebody.`
    if (groups.length + roles.length === 0 && people.length < approvals) {
      return `Step ${index + 1} asks for ${approvals} approvals and names ${people.length}.`
    }
  }
  return null
}
