/** The session token: what it is made of, how long it lasts, and what is kept of it. */
import { createHash, randomBytes } from 'node:crypto'

/** A session ends when it was not used for this long. */
export const sessionLengthMs = 30 * 24 * 60 * 60 * 1000

/** 256 random bits in base64url. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 in hex: all that is stored of a token. It is random, so no salt is needed. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
