/**
 * Tells components of changes no faster than React can follow: those of one task at once, those that come before
 * React had its next turn together then. Without it a burst of publications, each in a task of its own, starves
 * React's own queue until it takes the updates for an endless loop (its error 185) and throws into the feed.
 */
import { type Clock, systemClock } from '@copydesk/client'

type Subscribe = (changed: () => void) => () => void

/** Makes the pace; all stores that are shown together share one. */
export function createPace(clock: Clock): (subscribe: Subscribe) => Subscribe {
  const due = new Set<() => void>()
  let phase: 'idle' | 'same_task' | 'until_turn' = 'idle'

  function begin(): void {
    phase = 'same_task'
    queueMicrotask(() => {
      phase = 'until_turn'
      clock.after(0, turn)
    })
  }

  function turn(): void {
    const told = [...due]
    due.clear()
    if (told.length === 0) phase = 'idle'
    else begin()
    for (const changed of told) changed()
  }

  return (subscribe) => (changed) => {
    const leave = subscribe(() => {
      if (phase === 'idle') begin()
      if (phase === 'same_task') changed()
      else due.add(changed)
    })
    return () => {
      due.delete(changed)
      leave()
    }
  }
}

/** The pace of this page, as there is one React in it. */
export const paced = createPace(systemClock)
