/** What a person watches or mutes: by keys, of which the nearest to what happened counts. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'

/** What a key may name, the nearest first. An item is a version's place in a project, content all its versions anywhere. */
export const subscriptionScopes = ['thread', 'item', 'content', 'project', 'site'] as const
export type SubscriptionScope = (typeof subscriptionScopes)[number]

/** `site`, or a scope with the id of what it names: `project:{id}`. A thread's id is that of its opening comment. */
export type SubscriptionKey = 'site' | `${Exclude<SubscriptionScope, 'site'>}:${Id}`

/**
 * `watching`: told of everything there. `default`: of what has to do with the person. `muted`: only of what is said to
 * them by name.
 */
export const subscriptionLevels = ['watching', 'default', 'muted'] as const
export type SubscriptionLevel = (typeof subscriptionLevels)[number]

export interface Subscription {
  id: SubscriptionKey
  revision: number
  level: SubscriptionLevel
  changedAt: Instant
}

/** `GET /subscriptions`: those that are not `default`, by key. */
export type Subscriptions = Page<Subscription>

/** How many one person may have. */
export const subscriptionLimit = 1000

/** The key of something; the site has none of its ids. */
export function subscriptionKey(scope: Exclude<SubscriptionScope, 'site'>, id: Id): SubscriptionKey {
  return `${scope}:${id}`
}

/** What a key names; null for what is none. */
export function parseSubscriptionKey(
  key: string,
): { scope: 'site'; id: null } | { scope: Exclude<SubscriptionScope, 'site'>; id: Id } | null {
  if (key === 'site') return { scope: 'site', id: null }
  const match = /^(thread|item|content|project):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(key)
  if (!match?.[1] || !match[2]) return null
  return { scope: match[1] as Exclude<SubscriptionScope, 'site'>, id: match[2] }
}

/** Whether this is a key. */
export function isSubscriptionKey(key: string): key is SubscriptionKey {
  return parseSubscriptionKey(key) !== null
}

/** What counts among these keys, the nearest first; undefined where none of them says anything. */
export function nearestLevel(
  keys: readonly SubscriptionKey[],
  levelOf: (key: SubscriptionKey) => SubscriptionLevel | undefined,
): { key: SubscriptionKey; level: Exclude<SubscriptionLevel, 'default'> } | undefined {
  for (const key of keys) {
    const level = levelOf(key)
    if (level !== undefined && level !== 'default') return { key, level }
  }
  return undefined
}
