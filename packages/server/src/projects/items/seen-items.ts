/** Items as somebody looked at them: a bulk command names them with their revisions, as If-Match names one. */
import type { FieldError, Id, ProjectItem, SeenItem } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import { fieldErrors, type PathOf } from './checks.ts'

/** An item that a command names, at the revision that its sender saw; undefined: at any. */
export interface NamedItem {
  id: Id
  revision?: SeenItem['revision'] | undefined
}

export function anyOf(ids: readonly Id[] = []): NamedItem[] {
  return ids.map((id) => ({ id }))
}

/** Throws `revision_mismatch` for items that were changed since; those that are not found are for others to name. */
export function requireSeen(
  named: readonly NamedItem[],
  items: ReadonlyMap<Id, ProjectItem>,
  pathOf: PathOf,
): void {
  const seen = new Map(named.map(({ id, revision }) => [id, revision]))
  const ids = named.map(({ id }) => id)
  refuseChanged(
    fieldErrors(ids, pathOf, (id) => {
      const item = items.get(id)
      const revision = seen.get(id)
      if (!item || revision === undefined || item.revision === revision) return undefined
      return `"${item.title}" is at revision ${item.revision} now, you looked at revision ${revision}`
    }),
  )
}

/** Throws `revision_mismatch` when something would go along that its sender never saw. */
export function requireNothingUnseen(named: readonly NamedItem[], going: readonly ProjectItem[]): void {
  const known = new Set(named.map(({ id }) => id))
  const unseen = going.filter((item) => !known.has(item.id))
  refuseChanged(unseen.map(({ title }) => ({ path: '/items', message: `"${title}" was not there` })))
}

function refuseChanged(errors: FieldError[]): void {
  const [first] = errors
  if (!first) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal('revision_mismatch', `Changed since you looked: ${first.message}${more}.`, { errors })
}
