/** Lets the hub follow the callers: an ended session, key or token loses its connections, a changed role its subscriptions. */
import type { Hub } from '@copydesk/hub'
import type { ServiceKeys } from '../people/keys/service-keys.ts'
import type { Sessions } from '../people/sessions/sessions.ts'
import type { PersonTokens } from '../people/tokens/person-tokens.ts'

export interface Callers {
  sessions: Pick<Sessions, 'onEnded'>
  keys: Pick<ServiceKeys, 'onEnded'>
  personTokens: Pick<PersonTokens, 'onEnded'>
}

/**
 * Until the returned function is called. Within 2 s of the change, whichever process made it: each sees it in the
 * database and looks after the connections of its own node.
 */
export function followCallers(
  hub: Pick<Hub, 'endSession' | 'recheck'>,
  { sessions, keys, personTokens }: Callers,
  onError: (error: unknown) => void,
): () => void {
  const unfollowKeys = keys.onEnded((keyId) => hub.endSession(keyId, 'this_node'))
  const unfollowSessions = sessions.onEnded(({ sessionId, personId, reason }) => {
    if (reason === 'rights_changed') hub.recheck(personId, 'this_node').catch(onError)
    else hub.endSession(sessionId, 'this_node')
  })
  const unfollowTokens = personTokens.onEnded(({ tokenId, personId, reason }) => {
    if (reason === 'rights_changed') hub.recheck(personId).catch(onError)
    else hub.endSession(tokenId)
  })
  return () => {
    unfollowTokens()
    unfollowKeys()
    unfollowSessions()
  }
}
