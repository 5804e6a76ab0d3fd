/** How far approvals are, and whom they wait for, in words. Pure. */
import type { ApprovalCount } from '@copydesk/contract'

/** "1 of 2", and in a rule of several steps which one it is. */
export function sayApprovals({ step, steps, given, needed }: ApprovalCount): string {
  return `${given} of ${needed}${steps === 1 ? '' : `, step ${step} of ${steps}`}`
}

const mostNames = 6

/** A sentence: so many approvals are missing, and these are asked who have not given theirs. */
export function sayWaiting(names: readonly string[], missing: number): string {
  if (names.length === missing) return `Waits for ${listed(names, 'and')}.`
  if (names.length > missing) {
    const anyOf = missing === 1 ? (names.length <= mostNames ? '' : 'one of ') : `${missing} of `
    return `Waits for ${anyOf}${listed(names, anyOf === '' ? 'or' : 'and')}.`
  }
  const are = names.length === 1 && names[0] !== 'you' ? 'is' : 'are'
  const left = names.length === 0 ? 'nobody is' : `only ${listed(names, 'and')} ${are}`
  return `${missing} more asked for, and ${left} left to approve. An administrator or project manager can overrule the rule.`
}

/** "Anna, Ben and Cleo"; of many the first, and how many more there are. */
function listed(names: readonly string[], last: 'and' | 'or'): string {
  const rest = names.length - mostNames
  const shown = rest > 0 ? [...names.slice(0, mostNames), `${rest} more`] : names
  const before = shown.slice(0, -1).join(', ')
  return before === '' ? shown.join() : `${before} ${last} ${shown.at(-1)}`
}

/** Of a step that asks for more than there are who could give it. */
export function sayShortage({ needed, available }: { needed: number; available: number }): string {
  const who = available === 0 ? 'nobody' : available === 1 ? 'only one person' : `only ${available} people`
  return `asks for ${needed === 1 ? 'an approval' : `${needed} approvals`}, and ${who} can give ${needed === 1 ? 'it' : 'them'}`
}
