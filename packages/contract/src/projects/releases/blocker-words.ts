/** What is in the way of publishing, and what is to be done about it, in words: for the app and for refusals alike. */

import type { Id } from '../../core/ids.ts'
import type { Role } from '../../core/roles.ts'
import type {
  ApprovalsMissingBlocker,
  Blocker,
  Lift,
  LiftStep,
  LiveVersion,
  ReferenceWarning,
  ReferredContent,
} from './commands.ts'

/** Why it is in the way, as a sentence without its full stop: "It waits for approval". */
export function sayBlocker(blocker: Blocker): string {
  switch (blocker.reason) {
    case 'held_by_project':
      return `It goes out with the project “${blocker.project.name}”`
    case 'embed_not_live':
      return blocker.reference.title === null
        ? 'It embeds content that is not there any more'
        : `It embeds “${blocker.reference.title}”, which is ${whereItIs(blocker.reference)}`
    case 'embedded_live':
      return `“${blocker.reference.title}” is live and embeds it`
    case 'changed_since':
      return sayLive(blocker.live)
    case 'open_task':
      if (blocker.itemTitle === null) return 'It is on the checklist, and open'
      return `It is on the checklist of “${blocker.itemTitle}”, and open`
    case 'approvals_missing':
      return sayApprovals(blocker)
    case 'not_ready':
      if (blocker.status === 'in_review') return 'It waits for approval'
      if (blocker.status === 'rejected') return 'It was rejected'
      return blocker.status === 'scheduled' ? 'It is scheduled' : 'It was not sent to review yet'
  }
}

/** What a link would lead to, as a sentence without its full stop. */
export function sayWarning({ reason, reference }: ReferenceWarning): string {
  if (reason === 'linked_live') return `“${reference.title}” is live and links to it`
  if (reference.title === null) return 'It links to content that is not there any more'
  return `It links to “${reference.title}”, which is ${whereItIs(reference)}`
}

function whereItIs({ isInTrash }: ReferredContent): string {
  return isInTrash ? 'in the trash' : 'not live'
}

function sayApprovals({ approvals, isStuck }: ApprovalsMissingBlocker): string {
  if (approvals === null)
    return 'It was approved by the rule of a project, and the site asks for other approvals'
  const { step, steps, given, needed } = approvals
  const where = steps === 1 ? '' : ` in step ${step} of ${steps}`
  const missing = needed - given
  const words = missing === 1 ? '1 approval is missing' : `${missing} approvals are missing`
  const stuck = missing === 1 ? ', and nobody is left to give it' : ', and too few are left to give them'
  return `${words}${where}${isStuck ? stuck : ''}`
}

/** What went live meanwhile, and through which project. */
export function sayLive(live: LiveVersion | null): string {
  if (live === null) return 'It was taken down since this version was begun'
  const by = live.projectName === null ? '' : ` by “${live.projectName}”`
  return `Version ${live.versionNumber} was published${by} since this one was begun`
}

const stepWords: Record<LiftStep, string> = {
  send: 'send it to review',
  approve: 'approve it',
  overrule: 'overrule its rule',
  reopen: 'move it back to review',
  unschedule: 'cancel the schedule',
  rebase: 'compare, then take in or replace what is live',
  tick: 'tick it off',
  remove: 'publish that project, or take it out of there',
  add: 'publish that too, or take it out of the text',
  restore: 'bring that back from the trash, or take it out of the text',
  take_out: 'publish that text without it, or take it down too',
}

const leastRoleWords: Record<Role, string> = {
  viewer: 'anybody',
  reviewer: 'any reviewer or editor',
  editor: 'any editor',
  admin: 'any administrator',
}

const roleWords: Record<Role, string> = {
  viewer: 'any viewer',
  reviewer: 'any reviewer',
  editor: 'any editor',
  admin: 'any administrator',
}

const byPower: readonly Role[] = ['viewer', 'reviewer', 'editor', 'admin']

/** "Anna, or any editor, can send it to review". `nameOf` gives the name of a person. */
export function sayLift({ step, roles, people }: Lift, nameOf: (id: Id) => string): string {
  const names = people.map(nameOf)
  const anybody = sayRoles(roles)
  if (anybody === '') return `${either(names)} can ${stepWords[step]}`
  const who = names.length === 0 ? capitalized(anybody) : `${names.join(', ')}, or ${anybody},`
  return `${who} can ${stepWords[step]}`
}

/** All from one role up are "any editor"; roles that a rule picked are named. */
function sayRoles(roles: readonly Role[]): string {
  const least = byPower.find((role) => roles.includes(role))
  if (least === undefined) return ''
  const isAllAbove = byPower.slice(byPower.indexOf(least)).every((role) => roles.includes(role))
  return isAllAbove ? leastRoleWords[least] : roles.map((role) => roleWords[role]).join(' or ')
}

/** "Anna, Ben or Cleo". */
function either(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((name) => name !== '').join(' or ')
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
