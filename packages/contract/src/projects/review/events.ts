/** What is published of approval rules: of the site in `site`, of a project in `project:{id}`. */
import type { EventBase } from '../../core/event.ts'
import type { ApprovalRule, ApprovalShortage } from './entity.ts'

export interface ApprovalRuleChanged extends EventBase<'approval_rule.changed'> {
  revision: number
  /** Null: there is none any more. */
  rule: ApprovalRule | null
  shortages: ApprovalShortage[]
}
