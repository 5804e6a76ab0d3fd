/** Decides which rows an event marks, and for whom: one's own change of a row takes its mark away. */
import type { Actor, Id } from '@copydesk/contract'
import type { LiveOptions } from './live-types.ts'
import { differencesIn, type RowChangeLog } from './row-changes.ts'

/** One event, and the state around it. */
interface MarkedEvent<State, Event> {
  event: Event
  /** Of the event as a whole. */
  actor: Actor
  before: State | undefined
  after: State | undefined
}

/** Notes in the log what became of the event's rows, each under whoever changed it. */
export function markRows<State extends object, Event>(
  log: RowChangeLog,
  options: Pick<LiveOptions<State, Event>, 'changedBy' | 'me' | 'rowsOf'>,
  { event, actor, before, after }: MarkedEvent<State, Event>,
): void {
  const changedBy = options.changedBy?.(event)
  const actorOf = (id: Id) => changedBy?.get(id) ?? actor
  const byActor = Map.groupBy(options.rowsOf?.(event) ?? [], (id) => actorOf(id).id)
  for (const [actorId, ids] of byActor) {
    if (actorId === options.me) log.forget(ids)
    else if (before && after && ids[0] !== undefined) {
      log.note(differencesIn(before, after, ids), actorOf(ids[0]))
    }
  }
}
