/**
 * Connection tokens for the realtime hub (JWT, RFC 7519, HS256): for SDKs without cookies. A token names a
 * sign-in session and is worth nothing once that ended, however long it would still be valid.
 */
import type { LiveToken } from '@copydesk/contract'
import { deniedFor, type TokenFault, verifyToken } from '@copydesk/hub/namespaces'
import { SignJWT } from 'jose'
import { instant } from '../../command/command.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Session, Sessions } from './sessions.ts'

/** How long a token is valid; SDKs ask for the next one before that. */
export const connectionTokenLengthMs = 10 * 60 * 1000

/** What `ConnectionTokens` works with. */
export interface ConnectionTokensOptions {
  /** COPYDESK_TOKEN_SECRET, or what was generated in its stead. */
  secret: string
  sessions: Sessions
  /** Milliseconds since 1970. */
  now: () => number
}

/** `expired` asks the client for a fresh token, `not_yet` lets it try again, `denied` sends it away. */
export type VerifiedToken =
  | {
      ok: true
      session: Session
      /** Unix time in seconds. */
      expiresAt: number
    }
  | TokenFault

/** Issues and verifies; tokens of other nodes with the same secret are as good as its own. */
export class ConnectionTokens {
  readonly #key: Uint8Array
  readonly #sessions: Sessions
  readonly #now: () => number

  constructor({ secret, sessions, now }: ConnectionTokensOptions) {
    this.#key = new TextEncoder().encode(secret)
    this.#sessions = sessions
    this.#now = now
  }

  async issue(person: Pick<SignedIn, 'id' | 'sessionId'>): Promise<LiveToken> {
    const issuedAt = Math.floor(this.#now() / 1000)
    const expiresAt = issuedAt + connectionTokenLengthMs / 1000
    const token = await new SignJWT({ sid: person.sessionId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(person.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(this.#key)
    return { token, expiresAt: instant(expiresAt * 1000) }
  }

  async verify(token: string): Promise<VerifiedToken> {
    const verified = await verifyToken(token, {
      key: this.#key,
      now: this.#now(),
      requiredClaims: ['sub', 'sid', 'exp'],
    })
    if (!verified.ok) return verified
    const { sub, sid, exp = 0 }: { sub?: unknown; sid?: unknown; exp?: number } = verified.payload
    if (typeof sub !== 'string') return deniedFor('the claim "sub" is not text')
    if (typeof sid !== 'string') return deniedFor('the claim "sid" is not text')
    const session = await this.#sessions.findById(sid)
    if (session === null) return deniedFor('the session of this token has ended (claim "sid")')
    if (session.id !== sub) return deniedFor('the claim "sub" is not the person of the session')
    return { ok: true, session, expiresAt: exp }
  }
}
