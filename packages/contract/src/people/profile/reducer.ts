/** A person's own channel applied to the list of their sessions, newest first. */
import type { OwnSessions } from './entity.ts'
import type { OwnSessionsEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyOwnSessions(state: OwnSessions, event: OwnSessionsEvent): OwnSessions {
  switch (event.type) {
    case 'session.started': {
      const { session } = event
      const isKnown = state.data.some(({ id }) => id === session.id)
      return isKnown ? state : { ...state, data: [session, ...state.data] }
    }
    case 'session.ended': {
      const left = state.data.filter(({ id }) => !event.sessionIds.includes(id))
      return left.length === state.data.length ? state : { ...state, data: left }
    }
    default:
      return state
  }
}
