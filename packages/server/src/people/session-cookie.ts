/**
 * The cookie that carries the session token (RFC 6265), and the token itself. The token is base64url, so it needs
 * no quoting or encoding in a cookie; that is why a few lines do here what libraries do in general.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Settings } from '../settings/settings.ts'

/** The name is fixed: scripts rely on it. */
export const sessionCookieName = 'copydesk_session'

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

/** The session token in a Cookie header, if there is one; the first of several. */
export function readSessionCookie(cookieHeader: string | undefined): string | undefined {
  const prefix = `${sessionCookieName}=`
  const pair = cookieHeader
    ?.split(';')
    .map((text) => text.trim())
    .find((text) => text.startsWith(prefix))
  return pair?.slice(prefix.length)
}

/** The Set-Cookie header that hands out a token; Secure when people come by https. */
export function sessionCookie(token: string, settings: Pick<Settings, 'publicUrl'>): string {
  return serialize(token, sessionLengthMs / 1000, settings)
}

/** The Set-Cookie header that takes the token away. */
export function clearedSessionCookie(settings: Pick<Settings, 'publicUrl'>): string {
  return serialize('', 0, settings)
}

function serialize(value: string, maxAgeSeconds: number, { publicUrl }: Pick<Settings, 'publicUrl'>): string {
  const secure = publicUrl?.protocol === 'https:' ? '; Secure' : ''
  return `${sessionCookieName}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly; SameSite=Lax${secure}`
}
