/** The headers that tell browsers what pages of this site may do, on every answer. */
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../settings/settings.ts'

/**
 * Everything from this site alone, nothing inline. Exceptions: pictures in people's Markdown may come from
 * anywhere by https, and style attributes (not scripts) are what layout libraries set.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function installSecurityHeaders(
  app: FastifyInstance,
  { publicUrl }: Pick<Settings, 'publicUrl'>,
): void {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  }
  // On pages that came by plain HTTP browsers ignore it, and say so in the console of everybody.
  if (publicUrl?.protocol !== 'http:') headers['cross-origin-opener-policy'] = 'same-origin'
  if (publicUrl?.protocol === 'https:') headers['strict-transport-security'] = 'max-age=31536000'
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}
