/** Channel `site` or `project:{id}` applied to the approval rule that is made there. */
import { withValues } from '../../core/rows.ts'
import type { SiteEvent } from '../../site/events.ts'
import type { ProjectEvent } from '../events.ts'
import type { ApprovalRuleState } from './entity.ts'

/** The rule after the event; the same state when the event tells nothing new. */
export function applyApprovalRule(
  state: ApprovalRuleState,
  event: ProjectEvent | SiteEvent,
): ApprovalRuleState {
  if (event.type !== 'approval_rule.changed' || event.revision <= state.revision) return state
  const { revision, rule, shortages } = event
  return withValues(state, { revision, rule, shortages })
}
