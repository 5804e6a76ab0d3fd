/**
 * Which rows someone else changed a moment ago, who, and what of them: what a screen marks for a few seconds. A
 * change of one's own takes the mark away: one knows of the row now.
 */
import type { Actor, Id } from '@copydesk/contract'
import type { Cancel, Clock } from '../realtime/clock.ts'

export interface RowChange {
  actor: Actor
  kind: 'added' | 'changed' | 'removed'
  /** The names of what differs now, where the row was there before and still is. */
  fields: readonly string[]
  /** Unix time in ms at which the change arrived here. */
  at: number
}

export type RowChanges = ReadonlyMap<Id, RowChange>

/** How long a change stays marked. */
export const markedForMs = 4_000

export interface RowChangeLog {
  get(): RowChanges
  note(rows: RowDifferences, actor: Actor): void
  /** Takes the marks of these rows away. */
  forget(ids: Iterable<Id>): void
  clear(): void
}

/** What became of rows, by id. */
export type RowDifferences = ReadonlyMap<Id, Pick<RowChange, 'kind' | 'fields'>>

/** What differs in the rows with these ids; rows that neither state has are left out. */
export function differencesIn(before: object, after: object, ids: readonly Id[]): RowDifferences {
  const wanted = new Set(ids)
  const [earlier, later] = [rowsOf(before, wanted), rowsOf(after, wanted)]
  const differences = new Map<Id, Pick<RowChange, 'kind' | 'fields'>>()
  for (const id of wanted) {
    const [was, is] = [earlier.get(id), later.get(id)]
    if (was && is) differences.set(id, { kind: 'changed', fields: fieldsThatDiffer(was, is) })
    else if (was || is) differences.set(id, { kind: is ? 'added' : 'removed', fields: [] })
  }
  return differences
}

/** The rows of a state: itself where it is one, and those of its lists. */
function rowsOf(state: object, ids: ReadonlySet<Id>): Map<Id, object> {
  const candidates = [state, ...Object.values(state).filter(Array.isArray).flat()]
  return new Map(candidates.flatMap((row) => (ids.has(row?.id) ? [[row.id, row]] : [])))
}

/** Left out of the differences: the mark itself says that a row changed, and by whom. */
const bookkeeping = new Set(['revision', 'updatedAt', 'updatedBy'])

function fieldsThatDiffer(was: object, is: object): string[] {
  const earlier = new Map(Object.entries(was))
  return Object.entries(is).flatMap(([name, value]) =>
    bookkeeping.has(name) || JSON.stringify(value) === JSON.stringify(earlier.get(name)) ? [] : [name],
  )
}

/** Keeps the marks; `changed` is called when they run out. */
export function createRowChangeLog(clock: Clock, changed: () => void): RowChangeLog {
  let changes: RowChanges = new Map()
  let cancel: Cancel | null = null

  const expire = () => {
    cancel = null
    const oldest = clock.now() - markedForMs
    changes = new Map([...changes].filter(([, change]) => change.at > oldest))
    schedule()
    changed()
  }
  const schedule = () => {
    if (cancel || changes.size === 0) return
    const first = Math.min(...[...changes.values()].map((change) => change.at))
    cancel = clock.after(Math.max(0, first + markedForMs - clock.now()), expire)
  }

  return {
    get: () => changes,
    note(rows, actor) {
      if (rows.size === 0) return
      const at = clock.now()
      const next = new Map(changes)
      for (const [id, { kind, fields }] of rows) {
        const earlier = changes.get(id)
        const isSame = earlier?.actor.id === actor.id && earlier.actor.kind === actor.kind
        if (!isSame || kind === 'removed') next.set(id, { actor, at, kind, fields })
        else next.set(id, { ...earlier, at, fields: [...new Set([...earlier.fields, ...fields])] })
      }
      changes = next
      schedule()
    },
    forget(ids) {
      const next = new Map(changes)
      for (const id of ids) next.delete(id)
      if (next.size < changes.size) changes = next
    },
    clear() {
      cancel?.()
      cancel = null
      if (changes.size > 0) changes = new Map()
    },
  }
}

/** The ids of the rows that an event carries, for marking them. */
export function rowIds(rows: readonly { id: Id }[]): Id[] {
  return rows.map((row) => row.id)
}
