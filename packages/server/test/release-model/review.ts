/** What becomes of a review: moves by hand, and decisions by the rule that it began with. */
import { mayMoveStatus, type SettableStatus } from '@copydesk/contract'
import { versionOf } from './look-ups.ts'
import {
  type Model,
  type ModelApprovals,
  type ModelDecision,
  type ModelItem,
  modelRules,
  type Reviewed,
} from './model.ts'

export function moveTo(model: Model, reviewed: Reviewed | undefined, status: SettableStatus): boolean {
  if (reviewed === undefined) return false
  if (reviewed.status === status) return true
  if (!mayMoveStatus(reviewed.status, status)) return false
  // Nothing becomes ready by hand where a rule asks, and nobody rejects without a reason.
  if (reviewed.approvals !== null && status !== 'draft') return false
  reviewed.status = status
  const isAsked = status === 'in_review' && model.rule > 0
  reviewed.approvals = isAsked ? { rule: model.rule, given: [] } : null
  return true
}

/** What is reviewed of an item: the version that it publishes, or itself, with the text that is decided about. */
export function ofItem(
  model: Model,
  { project, content }: { project: string; content: number },
  change: (reviewed: Reviewed, text: number) => boolean,
): boolean {
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

export function decide(reviewed: Reviewed, text: number, { person, decision, seen }: ModelDecision): boolean {
  const { approvals } = reviewed
  if (reviewed.status !== 'in_review' || (decision !== 'withdraw' && seen !== text)) return false
  if (approvals === null && (decision === 'withdraw' || decision === 'overrule')) return false
  if (decision === 'withdraw') return withdraw(approvals, person)
  if (decision === 'approve' && approvals !== null) {
    if (!approve(approvals, person)) return false
    if (openStep(approvals) !== undefined) return true
  }
  reviewed.status = decision === 'reject' ? 'rejected' : 'ready'
  reviewed.approvals = null
  return true
}

export function approve(approvals: ModelApprovals, person: number): boolean {
  const step = openStep(approvals) ?? 0
  if (!modelRules[approvals.rule]?.[step]?.of.includes(person)) return false
  const isGiven = approvals.given.some((one) => one.step === step && one.person === person)
  if (!isGiven) approvals.given.push({ step, person })
  return true
}

/** Takes back the last one of a person. */
export function withdraw(approvals: ModelApprovals | null, person: number): boolean {
  const last = approvals?.given.findLastIndex((one) => one.person === person) ?? -1
  if (last >= 0) approvals?.given.splice(last, 1)
  return last >= 0
}

/** The first step that lacks approvals. */
export function openStep({ rule, given }: ModelApprovals): number | undefined {
  const open = modelRules[rule]?.findIndex(
    ({ approvals }, index) => given.filter(({ step }) => step === index).length < approvals,
  )
  return open === -1 ? undefined : open
}
