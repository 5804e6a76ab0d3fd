/** Who is signed in, as far as the server said so. */
import { type Api, ApiError } from '@copydesk/client'
import type { Me, SessionInfo } from '@copydesk/contract'

/** The answer, or why there is none. */
export type KnownSession = SessionInfo | ApiError

/** Asks the server. */
export function askSession(api: Api): Promise<KnownSession> {
  return api.session.get().catch((error: ApiError) => error)
}

/** Whether there is somebody to draw the app for. */
export function isSignedIn(known: KnownSession): known is SessionInfo & { person: Me } {
  return !(known instanceof ApiError) && known.person !== null
}
