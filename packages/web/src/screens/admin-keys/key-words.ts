/** What a service key may do and how it stands, in words. Knows no screen. */
import type { CalendarDate, Instant, KeyScope, ServiceKey } from '@copydesk/contract'

/** In the order in which they are offered. */
export const scopeWords: Readonly<Record<KeyScope, string>> = {
  'project.read': 'Read projects',
  'project.write': 'Create and change projects',
  'project.publish': 'Publish',
  'item.write': 'Add and remove items',
  'item.review': 'Move items through review',
  'review.rule': 'Change approval rules',
  'review.overrule': 'Overrule approval rules',
  'content.read': 'Read content',
  'content.write': 'Write content',
  'comment.read': 'Read comments',
  'comment.write': 'Write comments',
  'comment.moderate': 'Delete comments of others',
  'people.read': 'See people',
  'people.manage': 'Manage people',
  'people.represent': 'Act for people',
  'site.manage': 'Manage the site',
}

export const offeredScopes = Object.keys(scopeWords) as KeyScope[]

/** All that a key may do, in the same order for every key. */
export function rightsOf({ scopes }: Pick<ServiceKey, 'scopes'>): string {
  return offeredScopes
    .filter((scope) => scopes.includes(scope))
    .map((scope) => scopeWords[scope])
    .join(', ')
}

/** Why a key opens nothing any more; null while it does. */
export function endOf({ revokedAt, expiresAt }: ServiceKey, now: number): 'Revoked' | 'Expired' | null {
  if (revokedAt !== null) return 'Revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'Expired' : null
}

/** The instant at which a day of this time zone is over; null for what a date field holds before it is one. */
export function endOfDay(typed: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return null
  const [year = 0, month = 1, date = 1] = typed.split('-').map(Number)
  return new Date(year, month - 1, date + 1).toISOString()
}

/** The last day of this time zone on which a key is valid. */
export function lastDayOf(expiresAt: Instant): CalendarDate {
  const last = new Date(Date.parse(expiresAt) - 1)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}` as CalendarDate
}
