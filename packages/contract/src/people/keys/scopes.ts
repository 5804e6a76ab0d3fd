/** What a service key can be limited to: the actions of the one table of rights, and acting for people. */
import { type Action, actions, may } from '../../core/policy.ts'
import type { Role } from '../../core/roles.ts'

export const keyScopes = [...actions, 'people.represent'] as const
export type KeyScope = (typeof keyScopes)[number]

const byPower: readonly Role[] = ['viewer', 'reviewer', 'editor', 'admin']

/** The least role that includes every action among the scopes. */
export function roleOfScopes(scopes: Iterable<KeyScope>): Role {
  const needed = [...scopes].filter((scope): scope is Action => scope !== 'people.represent')
  return byPower.find((role) => needed.every((action) => may(role, action))) ?? 'admin'
}

/** The lesser of two roles. */
export function lesserRole(one: Role, other: Role): Role {
  return byPower.indexOf(one) <= byPower.indexOf(other) ? one : other
}
