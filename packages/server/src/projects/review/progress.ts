/** How far a review is, by the approvals that were given: pure, so that what is shown and what decides are the same. */
import type { ApprovalCount, Id } from '@copydesk/contract'
import { askedBy, type Reviewer } from './asked.ts'
import type { RuleCopy } from './rules.ts'

/** An approval that was neither withdrawn nor made void. */
export interface GivenApproval {
  id: Id
  /** 1, 2, 3 … */
  step: number
  personId: Id
  textRevision: number
}

export interface StepProgress {
  approvals: number
  /** Whom the step asks, by who is here now, without those who edited the text. */
  asked: ReadonlySet<Id>
  /** Whom it would ask, had they not edited the text. */
  barred: ReadonlySet<Id>
  /** Those that count. */
  given: readonly GivenApproval[]
}

export interface Progress {
  steps: readonly StepProgress[]
  /** The first step that lacks approvals; `steps.length + 1` when all have them. */
  step: number
  /** Approvals that do not count any more. */
  lost: readonly GivenApproval[]
}

/** What the approvals come to: each counts for the text that is there, by somebody whom its step still asks. */
export function progressOf(
  { steps, editorsMayApprove }: RuleCopy,
  approvals: readonly GivenApproval[],
  now: { textRevision: number; reviewers: readonly Reviewer[]; editors: ReadonlySet<Id> },
): Progress {
  const barred = editorsMayApprove ? new Set<Id>() : now.editors
  const progress = steps.map((step, index): StepProgress => {
    const meant = [...askedBy(step, now.reviewers)]
    const asked = new Set(meant.filter((id) => !barred.has(id)))
    const given = approvals.filter(
      (one) => one.step === index + 1 && one.textRevision === now.textRevision && asked.has(one.personId),
    )
    return { approvals: step.approvals, asked, barred: new Set(meant.filter((id) => barred.has(id))), given }
  })
  const counting = new Set(progress.flatMap(({ given }) => given))
  const open = progress.findIndex(({ approvals, given }) => given.length < approvals)
  return {
    steps: progress,
    step: open === -1 ? steps.length + 1 : open + 1,
    lost: approvals.filter((one) => !counting.has(one)),
  }
}

/** "1 of 2", for lists; the last step when all are met. Null where nothing is asked for. */
export function countOf({ steps, step }: Pick<Progress, 'steps' | 'step'>): ApprovalCount | null {
  const at = Math.min(step, steps.length)
  const now = steps[at - 1]
  if (now === undefined) return null
  return { step: at, steps: steps.length, given: now.given.length, needed: now.approvals }
}

/** Whom the present step waits for. */
export function waitingFor({ steps, step }: Progress): Id[] {
  const now = steps[step - 1]
  if (now === undefined) return []
  const done = new Set(now.given.map(({ personId }) => personId))
  return [...now.asked].filter((id) => !done.has(id))
}
