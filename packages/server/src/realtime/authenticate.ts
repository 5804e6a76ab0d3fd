/**
 * Who is behind a realtime connection: the connection token it carries or, from a page that may use cookies here,
 * the session cookie. With neither the hub accepts the socket and closes it with its reason.
 */
import type { AuthenticateResult, ConnectRequest } from '@copydesk/hub'
import type { SignedIn } from '../http/signed-in.ts'
import { findSession } from '../people/callers/install-callers.ts'
import type { ConnectionTokens } from '../people/sessions/connection-token.ts'
import type { Cookies } from '../people/sessions/cookies.ts'
import type { Sessions } from '../people/sessions/sessions.ts'

export interface AuthenticateOptions {
  sessions: Sessions
  tokens: ConnectionTokens
  cookies: Cookies
}

export function createAuthenticate({
  sessions,
  tokens,
  cookies,
}: AuthenticateOptions): (request: ConnectRequest) => Promise<AuthenticateResult> {
  return async ({ token, headers, originAllowed }) => {
    if (token) {
      const verified = await tokens.verify(token)
      return verified.ok ? accept(verified.caller, verified.expiresAt) : verified
    }
    const cookie = cookies.sessionTokens(headers.cookie)
    if (cookie.length === 0) return deny('neither a session cookie nor a token came')
    if (!originAllowed) return deny('a cookie counts only from an allowed origin')
    const found = await findSession(cookie, sessions)
    return found ? accept(found.session) : deny('the session has ended')
  }
}

/** A key ends its connections as a session does. */
function accept({ id: user, sessionId, keyId, name }: SignedIn, expiresAt?: number): AuthenticateResult {
  const endsWith = sessionId ?? keyId
  return {
    ok: true,
    auth: {
      user,
      ...(endsWith === undefined ? {} : { sessionId: endsWith }),
      info: { name },
      ...(expiresAt === undefined ? {} : { expiresAt }),
    },
  }
}

function deny(message: string): AuthenticateResult {
  return { ok: false, reason: 'denied', message }
}
