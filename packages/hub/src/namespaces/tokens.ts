/**
 * Connection and subscription tokens (JWT, RFC 7519) that an application signs and the hub verifies, with
 * Centrifugo's claims. HS256 and nothing else: what a token itself says about its algorithm is not followed.
 */
import { jsonTextAt, parseExactly } from '@copydesk/protocol'
import type { JWTPayload } from 'jose'
import type { AuthenticateResult, AuthorizeResult } from '../options.ts'
import { deniedFor, type TokenFault, verifyToken } from './verify-token.ts'

export interface TokenVerifierOptions {
  secret: string
  /** Milliseconds since 1970. */
  now: () => number
  /** The `aud` and `iss` that a token must have; absent: any. */
  audience?: string | undefined
  issuer?: string | undefined
  /** Told of each claim that means something to Centrifugo and nothing here. */
  claimIgnored?: ((claim: string) => void) | undefined
}

const ignoredClaims = ['channels', 'subs', 'b64info', 'meta', 'caps', 'override'] as const

type Verified = { ok: true; user: string; payload: JWTPayload } | TokenFault

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
    if (!verified.ok) return verified
    const { user, payload } = verified
    if (payload.channel !== undefined) {
      return deniedFor('this is a subscription token (it has the claim "channel")')
    }
    return { ok: true, auth: { user, ...info(token), ...expiry(payload) } }
  }

  /** Whether a subscription token lets `sub` into `channel`, until `exp`. */
  async verifySubscription(token: string, user: string, channel: string): Promise<AuthorizeResult> {
    const verified = await this.#verify(token)
    if (!verified.ok) return verified
    const { payload } = verified
    if (payload.channel !== channel) return deniedFor('the claim "channel" is not the channel asked for')
    if (verified.user !== user) return deniedFor('the claim "sub" is not the user of the connection')
    return { ok: true, ...info(token), ...expiry(payload) }
  }

  async #verify(token: string): Promise<Verified> {
    const { now, audience, issuer, claimIgnored } = this.#options
    const verified = await verifyToken(token, {
      key: this.#key,
      now: now(),
      ...(audience !== undefined && { audience }),
      ...(issuer !== undefined && { issuer }),
    })
    if (!verified.ok) return verified
    // The library leaves the form of `sub` to us. Nobody named: anonymous.
    const { sub = '' }: { sub?: unknown } = verified.payload
    if (typeof sub !== 'string') return deniedFor('the claim "sub" is not text')
    for (const claim of ignoredClaims) if (verified.payload[claim] !== undefined) claimIgnored?.(claim)
    return { ok: true, user: sub, payload: verified.payload }
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
