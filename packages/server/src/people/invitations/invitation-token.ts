/**
 * The token of an invitation: `cdi_` and 256 random bits, so that people, logs and secret scanners know one when they see
 * it. Only its hash is kept; random as it is it needs no salt.
 */
import { createHash, randomBytes } from 'node:crypto'

export function newInvitationToken(): string {
  return `cdi_${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex. */
export function hashInvitationToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
