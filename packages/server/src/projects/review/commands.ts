/** Making and changing approval rules. What is in review already goes on by the rule that it began with. */
import {
  type ApprovalRuleState,
  type ChangeApprovalRule,
  channels,
  type FieldError,
  type Id,
} from '@copydesk/contract'
import { type Command, type CommandContext, event } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import { requireRight, viewerOf } from '../../command/viewer.ts'
import { selectInChunks } from '../../storage/chunks.ts'
import type { Tx } from '../../storage/storage.ts'
import { enterProject } from '../project/door.ts'
import { ruleState } from './queries.ts'
import { type RuleScope, stepsText } from './rules.ts'

/** Changes the rule of the site. Throws `forbidden`, or `invalid_request` for people whom nobody knows. */
export function changeSiteRule(change: ChangeApprovalRule): Command<ApprovalRuleState> {
  return async (context) => {
    requireRight(await viewerOf(context), 'review.rule')
    return changeRule(context, 'site', change)
  }
}

/** Changes the rule of a project. Throws also `not_found` and `gone`. */
export function changeProjectRule(projectId: Id, change: ChangeApprovalRule): Command<ApprovalRuleState> {
  return async (context) => {
    await enterProject(context, projectId, 'review.rule')
    return changeRule(context, projectId, change)
  }
}

async function changeRule(
  context: CommandContext,
  scope: RuleScope,
  { steps, editorsMayApprove = false }: ChangeApprovalRule,
) {
  const { tx, actor, now } = context
  const before = await tx
    .selectFrom('approval_rules')
    .selectAll()
    .where('scope', '=', scope)
    .forNoKeyUpdate()
    .executeTakeFirst()
  context.precondition.require(before?.revision ?? 1)
  await requireKnown(tx, steps ?? [])
  const row = {
    scope,
    revision: (before?.revision ?? 1) + 1,
    steps: steps === null ? null : stepsText(steps),
    editors_may_approve: editorsMayApprove ? (1 as const) : (0 as const),
    changed_by_id: actor.id,
    changed_by_kind: actor.kind,
    changed_at: now,
  }
  const isSame =
    (before?.steps ?? null) === row.steps &&
    (before?.editors_may_approve ?? row.editors_may_approve) === row.editors_may_approve
  if (isSame) return { body: await ruleState(tx, scope), events: [] }
  const { scope: _, ...values } = row
  await tx
    .insertInto('approval_rules')
    .values(row)
    .onConflict((conflict) => conflict.column('scope').doUpdateSet(values))
    .execute()
  const body = await ruleState(tx, scope)
  const channel = scope === 'site' ? channels.site : channels.project(scope)
  const { revision, rule, shortages } = body
  return {
    body,
    events: [{ channel, event: event(context, 'approval_rule.changed', { revision, rule, shortages }) }],
  }
}

/** Throws `invalid_request` unless everybody whom the steps name works here, and every group is there. */
async function requireKnown(tx: Tx, steps: NonNullable<ChangeApprovalRule['steps']>): Promise<void> {
  const people = await selectInChunks(
    steps.flatMap((step) => step.people),
    (chunk) =>
      tx
        .selectFrom('people')
        .select('id')
        .where('id', 'in', chunk)
        .where('deactivated_at', 'is', null)
        .execute(),
  )
  const groups = await selectInChunks(
    steps.flatMap((step) => step.groups),
    (chunk) => tx.selectFrom('groups').select('id').where('id', 'in', chunk).execute(),
  )
  const known = new Set([...people, ...groups].map(({ id }) => id))
  const errors = steps.flatMap((step, at) => [
    ...unknown(step.people, known, `/steps/${at}/people`, 'There is nobody with this id who works here'),
    ...unknown(step.groups, known, `/steps/${at}/groups`, 'There is no group with this id'),
  ])
  if (errors.length > 0) throw new Refusal('invalid_request', `${errors[0]?.message}.`, { errors })
}

function unknown(ids: readonly Id[], known: ReadonlySet<Id>, path: string, message: string): FieldError[] {
  return ids.flatMap((id, index) => (known.has(id) ? [] : [{ path: `${path}/${index}`, message }]))
}
