/** What becomes of a review: moves by hand, and decisions by the rule that it began with. */
import { mayMoveStatus, type SettableStatus } from '@copydesk/contract'
import { isOpen, isOtherRule, ruleFor, versionOf } from './look-ups.ts'
import {
  type Model,
  type ModelApprovals,
  type ModelDecision,
  type ModelItem,
  type ModelRuledBy,
  type ModelVersion,
  modelRules,
  type Reviewed,
} from './model.ts'

export function moveTo(reviewed: Reviewed | undefined, status: SettableStatus, rule: ModelRuledBy): boolean {
  if (reviewed === undefined) return false
  if (reviewed.status === status) return true
  if (!mayMoveStatus(reviewed.status, status)) return false
  // Nothing becomes ready by hand where a rule asks, and nobody rejects without a reason.
  if (reviewed.approvals !== null && status !== 'draft') return false
  reviewed.status = status
  reviewed.approvals = null
  if (status === 'in_review') beginReview(reviewed, rule)
  return true
}

export function beginReview(reviewed: Reviewed, rule: ModelRuledBy): void {
  reviewed.approvals = rule.rule > 0 ? { rule: rule.rule, given: [] } : null
  if (reviewed.ruledBy !== undefined) reviewed.ruledBy = rule
}

/** What comes into a project from elsewhere is reviewed by its rule. */
export function reviewAnew(model: Model, project: string, version: ModelVersion): void {
  const rule = ruleFor(model, project)
  if (!isOtherRule(version.ruledBy, rule)) return
  if (version.status !== 'in_review' && !(version.status === 'ready' && rule.rule > 0)) return
  version.status = 'in_review'
  beginReview(version, rule)
}

/** What is reviewed of an item: the version that it publishes, or itself, with the text that is decided about. */
export function ofItem(
  model: Model,
  { project, content }: { project: string; content: number },
  change: (reviewed: Reviewed, text: number) => boolean,
): boolean {
  if (!isOpen(model, project)) return false
  const item = model.projects[project]?.[content]
  const version = item && versionOf(model, { content, ...item })
  if (item === undefined || version === undefined) return false
  if (item.action === 'publish') return change(version, version.text)
  const own = reviewOf(item)
  const isDone = change(own, item.number)
  item.review = own.status
  item.approvals = own.approvals
  return isDone
}

export function reviewOf({ review, approvals }: ModelItem): Reviewed {
  return { status: review ?? 'draft', approvals }
}

export function decide(
  model: Model,
  reviewed: Reviewed,
  text: number,
  { person, decision, seen }: ModelDecision,
): boolean {
  const { approvals } = reviewed
  if (reviewed.status !== 'in_review' || (decision !== 'withdraw' && seen !== text)) return false
  if (approvals === null && (decision === 'withdraw' || decision === 'overrule')) return false
  if (decision === 'withdraw') return withdraw(model, approvals, person)
  if (decision === 'approve' && approvals !== null) {
    if (!approve(model, approvals, person)) return false
    if (openStep(model, approvals) !== undefined) return true
  }
  reviewed.status = decision === 'reject' ? 'rejected' : 'ready'
  reviewed.approvals = null
  return true
}

function approve(model: Model, approvals: ModelApprovals, person: number): boolean {
  const step = openStep(model, approvals) ?? 0
  if (counting(model, approvals).some((one) => one.step === step && one.person === person)) return true
  if (!isAsked(model, approvals, { step, person })) return false
  approvals.given = [...counting(model, approvals), { step, person }]
  return true
}

/** Takes back the last one of a person. */
function withdraw(model: Model, approvals: ModelApprovals | null, person: number): boolean {
  const own = approvals === null ? [] : counting(model, approvals).filter((one) => one.person === person)
  const last = own.toSorted((a, b) => a.step - b.step).at(-1)
  if (approvals === null || last === undefined) return false
  approvals.given = counting(model, approvals).filter((one) => one !== last)
  return true
}

/** The first step that lacks approvals. */
function openStep(model: Model, approvals: ModelApprovals): number | undefined {
  const given = counting(model, approvals)
  const open = modelRules[approvals.rule]?.findIndex(
    ({ approvals: needed }, index) => given.filter(({ step }) => step === index).length < needed,
  )
  return open === -1 ? undefined : open
}

/** Those of whom is still asked. */
export function counting(model: Model, approvals: ModelApprovals): ModelApprovals['given'] {
  return approvals.given.filter((one) => isAsked(model, approvals, one))
}

function isAsked(
  model: Model,
  { rule }: ModelApprovals,
  { step, person }: { step: number; person: number },
): boolean {
  const of = modelRules[rule]?.[step]?.of ?? []
  return (of === 'group' ? model.group : of).includes(person)
}
