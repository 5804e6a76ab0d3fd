/**
 * Connection and subscription tokens (JWT, RFC 7519) that an application signs and the hub verifies, with
 * Centrifugo's claims. HS256 and nothing else: what a token itself says about its algorithm is not followed.
 */
import { jsonTextAt, parseExactly } from '@copydesk/protocol'
import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { AuthenticateResult, AuthorizeResult } from '../options.ts'

export interface TokenVerifierOptions {
  secret: string
  /** Milliseconds since 1970. */
  now: () => number
  /** The `aud` and `iss` that a token must have; absent: any. */
  audience?: string | undefined
  issuer?: string | undefined
}

type Verified = { ok: true; user: string; payload: JWTPayload } | { ok: false; reason: 'denied' | 'expired' }

export class TokenVerifier {
  readonly #options: TokenVerifierOptions
  readonly #key: Uint8Array

  constructor(options: TokenVerifierOptions) {
    this.#options = options
    this.#key = new TextEncoder().encode(options.secret)
  }

  /** Who a connection token names in `sub` (nobody: anonymous), with `info` for presence, until `exp`. */
  async verifyConnection(token: string): Promise<AuthenticateResult> {
    const verified = await this.#verify(token)
    if (!verified.ok) {
      const message = verified.reason === 'expired' ? 'the token has expired' : 'the token is not valid'
      return { ...verified, message }
    }
    const { user, payload } = verified
    if (payload.channel !== undefined) {
      return { ok: false, reason: 'denied', message: 'this is a subscription token' }
    }
    return { ok: true, auth: { user, ...info(token), ...expiry(payload) } }
  }

  /** Whether a subscription token lets `sub` into `channel`, until `exp`. */
  async verifySubscription(token: string, user: string, channel: string): Promise<AuthorizeResult> {
    const verified = await this.#verify(token)
    if (!verified.ok) return verified
    const { payload } = verified
    if (payload.channel !== channel || verified.user !== user) return { ok: false, reason: 'denied' }
    return { ok: true, ...info(token), ...expiry(payload) }
  }

  async #verify(token: string): Promise<Verified> {
    const { now, audience, issuer } = this.#options
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ['HS256'],
        currentDate: new Date(now()),
        ...(audience !== undefined && { audience }),
        ...(issuer !== undefined && { issuer }),
      })
      // The library leaves the form of `sub` to us. Nobody named: anonymous.
      const { sub = '' }: { sub?: unknown } = payload
      return typeof sub === 'string' ? { ok: true, user: sub, payload } : { ok: false, reason: 'denied' }
    } catch (error) {
      if (error instanceof errors.JWTExpired) return { ok: false, reason: 'expired' }
      if (error instanceof errors.JOSEError) return { ok: false, reason: 'denied' }
      throw error
    }
  }
}

/** Of a token whose signature is right, with its numbers as they were written. */
function info(token: string): { info?: unknown } {
  const [, payload = ''] = token.split('.')
  const text = jsonTextAt(Buffer.from(payload, 'base64url').toString(), 'info')
  return text === undefined ? {} : { info: parseExactly(text) }
}

/** `expire_at` says it apart from the token's own end; 0 means never. */
function expiry({ exp, expire_at: expireAt }: JWTPayload): { expiresAt?: number } {
  const at = typeof expireAt === 'number' ? expireAt : (exp ?? 0)
  return at > 0 ? { expiresAt: at } : {}
}
