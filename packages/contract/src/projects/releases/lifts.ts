/** What is to be done about a blocker, and which roles may. */
import type { Status } from '../../content/status.ts'
import { type Action, may } from '../../core/policy.ts'
import { roles } from '../../core/roles.ts'
import type { Blocker, Lift, LiftStep } from './commands.ts'

/** The action that each step asks for. */
export const actionOfStep: Record<LiftStep, Action> = {
  send: 'item.write',
  approve: 'item.review',
  overrule: 'review.overrule',
  reopen: 'item.review',
  unschedule: 'project.publish',
  rebase: 'item.write',
  remove: 'item.write',
  tick: 'item.review',
  add: 'item.write',
  take_out: 'content.write',
  restore: 'content.write',
}

/** The lift of what is in the way for this reason, with nobody named; `status` of the version, where it is one. */
export function liftOf(reason: Blocker['reason'], status: Status | null): Lift {
  return liftBy(stepOf(reason, status))
}

/** The lift of what this step removes, with nobody named. */
export function liftBy(step: LiftStep): Lift {
  return { step, roles: roles.filter((role) => may(role, actionOfStep[step])), people: [] }
}

function stepOf(reason: Blocker['reason'], status: Status | null): LiftStep {
  if (reason === 'open_task') return 'tick'
  if (reason === 'held_by_project') return 'remove'
  if (reason === 'changed_since') return 'rebase'
  if (reason === 'embed_not_live') return 'add'
  if (reason === 'embedded_live') return 'take_out'
  if (reason === 'approvals_missing' && status === 'ready') return 'reopen'
  if (status === 'in_review') return 'approve'
  return status === 'scheduled' ? 'unschedule' : 'send'
}
