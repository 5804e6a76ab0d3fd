/** Approval rules as they are stored: one of the site, and one of each project that has its own. */
import type { ApprovalRule, ApprovalStep, Id } from '@copydesk/contract'
import { instant } from '../../command/command.ts'
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** Where a rule is made: `site`, or the id of a project. */
export type RuleScope = 'site' | Id

/** What a review goes by: the copy of a rule. */
export interface RuleCopy {
  steps: readonly ApprovalStep[]
  editorsMayApprove: boolean
}

/** A rule, and where it was made: a project that has none of its own follows the site's. */
export interface ScopedRule extends RuleCopy {
  scope: RuleScope
}

/** The row of each scope that ever had a rule. */
export async function ruleRows(
  tx: Tx,
  scopes: readonly RuleScope[],
): Promise<Map<RuleScope, Row<'approval_rules'>>> {
  const rows = await tx.selectFrom('approval_rules').selectAll().where('scope', 'in', scopes).execute()
  return new Map(rows.map((row) => [row.scope, row]))
}

/** The rule that counts in a project, or for versions that no project holds; undefined: nobody made one. */
export async function ruleInForce(tx: Tx, projectId: Id | null): Promise<ScopedRule | undefined> {
  const scopes: RuleScope[] = projectId === null ? ['site'] : [projectId, 'site']
  const rows = await ruleRows(tx, scopes)
  for (const scope of scopes) {
    const rule = presentRule(rows.get(scope))
    if (rule !== null) return { scope, steps: rule.steps, editorsMayApprove: rule.editorsMayApprove }
  }
  return undefined
}

/** The rule of a row; null where there is none any more. */
export function presentRule(row: Row<'approval_rules'> | undefined): ApprovalRule | null {
  if (row === undefined || row.steps === null) return null
  return {
    revision: row.revision,
    steps: stepsFrom(row.steps),
    editorsMayApprove: row.editors_may_approve === 1,
    changedBy: { id: row.changed_by_id, kind: row.changed_by_kind },
    changedAt: instant(row.changed_at),
  }
}

/** Steps as they are stored. Equal ones give equal texts. */
export function stepsText(steps: readonly ApprovalStep[]): string {
  return JSON.stringify(
    steps.map(({ approvals, people, groups, roles }) => ({
      approvals,
      people: [...new Set(people)].sort(),
      groups: [...new Set(groups)].sort(),
      roles: [...new Set(roles)].sort(),
    })),
  )
}

export function stepsFrom(text: string): ApprovalStep[] {
  return JSON.parse(text) as ApprovalStep[]
}
