/**
 * Ordered lists of entities, changed without mutation: the newest revision of a row wins, and every row and
 * list that stays as it was keeps its reference, so that a screen renders only what changed.
 * Knows nothing about particular entities.
 */
import type { Id } from './ids.ts'

/** What a list needs to know about a row. */
export interface Row {
  id: Id
  revision: number
}

/** Orders two rows: negative when `a` comes first. */
export type Order<T> = (a: T, b: T) => number

/** Oldest first; ids are UUIDv7, so that is the order of creation. */
export function oldestFirst(a: Row, b: Row): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

/** Newest first. */
export function newestFirst(a: Row, b: Row): number {
  return oldestFirst(b, a)
}

/**
 * The list with the incoming rows in their places: unknown ones are inserted, known ones replaced where the
 * incoming revision is higher. The same list when nothing of that applies. Linear in both, for bulk events.
 */
export function putRows<T extends Row>(list: T[], incoming: readonly T[], order: Order<T>): T[] {
  const kept = replaceRows(list, incoming)
  const known = new Set(list.map((row) => row.id))
  const added = [...newestById(incoming).values()].filter((row) => !known.has(row.id))
  return added.length === 0 ? kept : mergeOrdered(kept, added.sort(order), order)
}

/**
 * `putRows` for a list that holds only rows that match: one that stops matching leaves it, one that does not
 * match and is unknown never enters.
 */
export function putMatching<T extends Row>(
  list: T[],
  incoming: readonly T[],
  order: Order<T>,
  matches: (row: T) => boolean,
): T[] {
  const known = new Set(list.map((row) => row.id))
  const relevant = incoming.filter((row) => known.has(row.id) || matches(row))
  return keepRows(putRows(list, relevant, order), matches)
}

/** The list with known rows replaced where the incoming revision is higher; unknown ones are left out. */
export function replaceRows<T extends Row>(list: T[], incoming: readonly T[]): T[] {
  const newest = newestById(incoming)
  return mapRows(list, (row) => {
    const candidate = newest.get(row.id)
    return candidate && candidate.revision > row.revision ? candidate : row
  })
}

/** The list without the rows of these ids; the same list when none of them is in it. */
export function removeRows<T extends Row>(list: T[], ids: Iterable<Id>): T[] {
  const gone = new Set(ids)
  return keepRows(list, (row) => !gone.has(row.id))
}

/** `filter` that gives the same list back when everything is kept. */
export function keepRows<T>(list: T[], keep: (row: T) => boolean): T[] {
  return list.every(keep) ? list : list.filter(keep)
}

/** `map` that gives the same list back when every row stays the same. */
export function mapRows<T>(list: T[], change: (row: T) => T): T[] {
  let changed = false
  const next = list.map((row) => {
    const result = change(row)
    if (result !== row) changed = true
    return result
  })
  return changed ? next : list
}

/** The object with these properties; the same object when it has them already (compared by `===`). */
export function withValues<T extends object>(object: T, values: Partial<T>): T {
  const keys = Object.keys(values) as (keyof T)[]
  return keys.every((key) => object[key] === values[key]) ? object : { ...object, ...values }
}

function newestById<T extends Row>(rows: readonly T[]): Map<Id, T> {
  const newest = new Map<Id, T>()
  for (const row of rows) {
    const other = newest.get(row.id)
    if (!other || row.revision > other.revision) newest.set(row.id, row)
  }
  return newest
}

/** Merges two lists that are both in order. */
function mergeOrdered<T>(a: readonly T[], b: readonly T[], order: Order<T>): T[] {
  const merged: T[] = []
  let next = 0
  for (const row of a) {
    for (let other = b[next]; other !== undefined && order(other, row) < 0; other = b[next]) {
      merged.push(other)
      next += 1
    }
    merged.push(row)
  }
  merged.push(...b.slice(next))
  return merged
}
