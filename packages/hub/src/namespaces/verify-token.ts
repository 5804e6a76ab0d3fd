/**
 * Verifies a JWT (RFC 7519) that is signed with the algorithm of its key and nothing else, and says which claim is at fault. What it says
 * is made for logs: it never repeats the token, a claim's value or a secret.
 */
import type { KeyObject } from 'node:crypto'
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose'

/** Clocks of two machines differ by some seconds: a token may begin this much in the future. */
const leewaySeconds = 10

/**
 * `denied`: no token that will ever do. `expired`: another one may. `not_yet`: this one may in a while, its `nbf` is
 * further ahead than clocks differ.
 */
export interface TokenFault {
  ok: false
  reason: 'denied' | 'expired' | 'not_yet'
  message: string
}

export type VerifiedClaims = { ok: true; payload: JWTPayload } | TokenFault

export interface VerifyTokenOptions extends Pick<JWTVerifyOptions, 'audience' | 'issuer' | 'requiredClaims'> {
  key: Uint8Array | KeyObject
  /** What the key is for; HS256 when absent. The token has no say in it. */
  algorithm?: 'HS256' | 'EdDSA'
  /** Milliseconds since 1970. */
  now: number
}

/** Rejects only when something is broken, never for what is in the token. */
export async function verifyToken(
  token: string,
  { key, now, algorithm = 'HS256', ...options }: VerifyTokenOptions,
): Promise<VerifiedClaims> {
  try {
    const { payload } = await jwtVerify(token, key, {
      ...options,
      algorithms: [algorithm],
      currentDate: new Date(now),
      clockTolerance: leewaySeconds,
    })
    // The leeway is for the beginning: the end is what this server says, for itself and for everyone it tells.
    if (payload.exp !== undefined && payload.exp * 1000 <= now) return expired
    return { ok: true, payload }
  } catch (error) {
    if (error instanceof errors.JOSEError) return faultOf(error, algorithm)
    throw error
  }
}

/** Turned away because of a claim that only the caller can judge. */
export function deniedFor(message: string): TokenFault {
  return { ok: false, reason: 'denied', message }
}

const expired: TokenFault = { ok: false, reason: 'expired', message: 'the token has expired (claim "exp")' }

function faultOf(error: errors.JOSEError, algorithm: string): TokenFault {
  if (error instanceof errors.JWTExpired) return expired
  if (error instanceof errors.JWTClaimValidationFailed) return claimFault(error)
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return deniedFor('the token is signed with another secret')
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return deniedFor(`the token is not signed with ${algorithm} (header "alg")`)
  }
  return deniedFor('this is not a signed JWT')
}

function claimFault({ claim, reason }: errors.JWTClaimValidationFailed): TokenFault {
  if (claim === 'nbf' && reason === 'check_failed') {
    return {
      ok: false,
      reason: 'not_yet',
      message: `the token is not valid yet (claim "nbf"), or the clock of this server or of its issuer is wrong`,
    }
  }
  if (reason === 'missing') return deniedFor(`the claim "${claim}" is missing`)
  if (reason === 'invalid') return deniedFor(`the claim "${claim}" is not a number`)
  return deniedFor(`the claim "${claim}" is not what this server expects`)
}
