/**
 * What guesses are made of: pure functions of what a command will probably do to the state on screen. Each makes the
 * event that the server would publish and gives it to the reducer, so that a guess and its event end in the same
 * state. A guess changes nothing where what it wants is there already.
 */
import type { Actor, Instant } from '@copydesk/contract'

/** Who writes, when, and under which command. */
export interface Authorship {
  commandId: string
  actor: Actor
  at: Instant
}

export const event = <Type extends string>({ commandId, actor, at }: Authorship, type: Type) => ({
  id: commandId,
  type,
  at,
  actor,
  commandId,
})

/** Drops properties that are undefined: they change nothing. */
export function definedOnly<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never
}

/** A row as it will be: changed, one revision further; the same row when it is so already. */
export function changedRow<T extends { revision: number }>(row: T, change: Partial<T>, by: Partial<T>): T {
  const keys = Object.keys(change) as (keyof T)[]
  if (keys.every((key) => row[key] === change[key])) return row
  return { ...row, ...change, ...by, revision: row.revision + 1 }
}
