/**
 * Who is behind a realtime connection: the connection token it carries or, from a page that may use cookies here,
 * the session cookie. With neither the hub accepts the socket and closes it with its reason.
 */
import type { AuthenticateResult, ConnectRequest } from '@copydesk/hub'
import { deniedFor, type TokenFault } from '@copydesk/hub/namespaces'
import { decodeJwt } from 'jose'
import { Refusal } from '../command/refusal.ts'
import type { SignedIn } from '../http/signed-in.ts'
import { findSession } from '../people/callers/install-callers.ts'
import type { ConnectionTokens } from '../people/sessions/connection-token.ts'
import type { Cookies } from '../people/sessions/cookies.ts'
import type { Sessions } from '../people/sessions/sessions.ts'
import type { PersonTokens } from '../people/tokens/person-tokens.ts'

export interface AuthenticateOptions {
  sessions: Sessions
  tokens: ConnectionTokens
  personTokens: PersonTokens
  cookies: Cookies
}

export function createAuthenticate({
  sessions,
  tokens,
  personTokens,
  cookies,
}: AuthenticateOptions): (request: ConnectRequest) => Promise<AuthenticateResult> {
  // A connection token names the session or key behind it; an application's token knows of none.
  const verify = (token: string) =>
    personTokens.isOn && !namesSession(token)
      ? personTokens.verify(token).catch(refusedAs)
      : tokens.verify(token)
  return async ({ token, headers, originAllowed }) => {
    if (token) {
      const verified = await verify(token)
      return verified.ok ? accept(verified.caller, verified.expiresAt) : verified
    }
    const cookie = cookies.sessionTokens(headers.cookie)
    if (cookie.length === 0) return deny('neither a session cookie nor a token came')
    if (!originAllowed) return deny('a cookie counts only from an allowed origin')
    const found = await findSession(cookie, sessions)
    return found ? accept(found.session) : deny('the session has ended')
  }
}

/** Nobody could be made of whom the token names. */
function refusedAs(error: unknown): TokenFault {
  if (error instanceof Refusal) return deniedFor(error.message)
  throw error
}

function namesSession(token: string): boolean {
  try {
    return decodeJwt(token).sid !== undefined
  } catch {
    return true
  }
}

/** A key ends its connections as a session does. */
function accept(
  { id: user, sessionId, keyId, token, name }: SignedIn,
  expiresAt?: number,
): AuthenticateResult {
  const endsWith = sessionId ?? keyId ?? token?.id
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
