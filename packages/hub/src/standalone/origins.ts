/**
 * Which pages may connect: those of the listed origins, in which `*` stands for anything, and those of the hub's own
 * address. A host name that merely points here counts for nothing: that is what DNS rebinding would do.
 */
import { isIP } from 'node:net'
import { isLoopbackName, isSameHost, parseHost } from '@copydesk/protocol'
import { z } from 'zod'
import { matchesGlob } from '../server-api/glob.ts'

/** Such as `https://desk.example`, `https://*.desk.example`, or `*` for every page there is. */
export const originPattern = z
  .string({ error: 'must be an origin as text' })
  .regex(/^(\*|null|[a-z][a-z0-9+.-]*:\/\/[^/\s]+)$/i, {
    error: 'must be an origin such as "https://desk.example" or "https://*.desk.example", without a path',
  })

export function createOriginRule(
  patterns: readonly string[],
): (origin: string | undefined, host: string | undefined) => boolean {
  const lower = patterns.map((pattern) => pattern.toLowerCase())
  return (origin, host) => {
    if (origin === undefined) return false
    if (lower.some((pattern) => matchesGlob(pattern, origin.toLowerCase()))) return true
    const page = URL.parse(origin)
    const asked = parseHost(host)
    return page !== null && asked !== null && isSameHost(page, asked) && isOwnAddress(asked.name)
  }
}

function isOwnAddress(name: string): boolean {
  return isLoopbackName(name) || isIP(name) !== 0
}
