/** Lets the hub follow the sessions: an ended one loses its connections, a changed role its subscriptions. */
import type { Hub } from '@copydesk/hub'
import type { Sessions } from '../people/sessions/sessions.ts'

/** Until the returned function is called. Within 2 s of the change, whichever process made it. */
export function followSessions(
  hub: Pick<Hub, 'endSession' | 'recheck'>,
  sessions: Pick<Sessions, 'onEnded'>,
  onError: (error: unknown) => void,
): () => void {
  return sessions.onEnded(({ sessionId, personId, reason }) => {
    if (reason === 'role_changed') hub.recheck(personId).catch(onError)
    else hub.endSession(sessionId)
  })
}
