/**
 * Connection tokens for the realtime hub (JWT, RFC 7519, HS256): for SDKs without cookies. A token names a
 * sign-in session or a service key and is worth nothing once that ended, however long it would still be valid.
 */
import type { LiveToken } from '@copydesk/contract'
import { deniedFor, type TokenFault, verifyToken } from '@copydesk/hub/namespaces'
import { SignJWT } from 'jose'
import { instant } from '../../command/command.ts'
import { Refusal } from '../../command/refusal.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { ServiceKeys } from '../keys/service-keys.ts'
import type { Sessions } from './sessions.ts'

/** How long a token is valid; SDKs ask for the next one before that. */
export const connectionTokenLengthMs = 10 * 60 * 1000

/** What `ConnectionTokens` works with. */
export interface ConnectionTokensOptions {
  keys: Pick<ServiceKeys, 'findById'>
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
      caller: SignedIn
      /** Unix time in seconds. */
      expiresAt: number
    }
  | TokenFault

/** Issues and verifies; tokens of other nodes with the same secret are as good as its own. */
export class ConnectionTokens {
  readonly #key: Uint8Array
  readonly #sessions: Sessions
  readonly #keys: ConnectionTokensOptions['keys']
  readonly #now: () => number

  constructor({ secret, sessions, keys, now }: ConnectionTokensOptions) {
    this.#key = new TextEncoder().encode(secret)
    this.#sessions = sessions
    this.#keys = keys
    this.#now = now
  }

  /** For a person's session, or a service in its own name; an application's token opens connections itself. Throws `forbidden` for a key that acts for a person. */
  async issue(caller: Pick<SignedIn, 'id' | 'sessionId' | 'keyId' | 'token'>): Promise<LiveToken> {
    if (caller.token) {
      const { text, expiresAt } = caller.token
      return { token: text, expiresAt: instant(expiresAt * 1000) }
    }
    const sid = caller.sessionId ?? (caller.keyId === caller.id ? caller.keyId : undefined)
    if (sid === undefined) {
      throw new Refusal('forbidden', 'A key that acts for a person opens no live connection in their name.')
    }
    const issuedAt = Math.floor(this.#now() / 1000)
    const expiresAt = issuedAt + connectionTokenLengthMs / 1000
    const token = await new SignJWT({ sid })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setSubject(caller.id)
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
    const caller = (await this.#sessions.findById(sid)) ?? (await this.#keys.findById(sid))
    if (caller === null) return deniedFor('the session or key of this token has ended (claim "sid")')
    if (caller.id !== sub) return deniedFor('the claim "sub" is not the person of the session')
    return { ok: true, caller, expiresAt: exp }
  }
}
