/** How far approvals are, in words. */
import type { ApprovalCount } from '@copydesk/contract'

/** "1 of 2", and in a rule of several steps which one it is. */
export function sayApprovals({ step, steps, given, needed }: ApprovalCount): string {
  return `${given} of ${needed}${steps === 1 ? '' : `, step ${step} of ${steps}`}`
}
