/** What a live snapshot looks at in an event. Events of other applications may be anything, also no object at all. */
import type { Actor } from '@copydesk/contract'
import type { LiveEvent } from './live-types.ts'

/** The command and the actor of an event, where it has them. */
export function readLiveEvent(event: unknown): LiveEvent {
  if (typeof event !== 'object' || event === null) return {}
  const { commandId, actor } = event as Record<string, unknown>
  return {
    ...(typeof commandId === 'string' ? { commandId } : {}),
    ...(typeof actor === 'object' && actor !== null && 'id' in actor ? { actor: actor as Actor } : {}),
  }
}
