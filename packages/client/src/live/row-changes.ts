/** Which rows someone else changed a moment ago, and who: what a screen marks for a few seconds. */
import type { Actor, Id } from '@copydesk/contract'
import type { Cancel, Clock } from '../realtime/clock.ts'

export interface RowChange {
  actor: Actor
  /** Unix time in ms at which the change arrived here. */
  at: number
}

export type RowChanges = ReadonlyMap<Id, RowChange>

/** How long a change stays marked. */
export const markedForMs = 4_000

export interface RowChangeLog {
  get(): RowChanges
  note(ids: readonly Id[], actor: Actor): void
  clear(): void
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
    note(ids, actor) {
      if (ids.length === 0) return
      const at = clock.now()
      changes = new Map([...changes, ...ids.map((id) => [id, { actor, at }] as const)])
      schedule()
    },
    clear() {
      cancel?.()
      cancel = null
      if (changes.size > 0) changes = new Map()
    },
  }
}
