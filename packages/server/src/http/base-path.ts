/**
 * Serves everything below the path of COPYDESK_PUBLIC_URL. It is cut off as a request comes in, so that no route knows
 * of it; whatever is outside gets a 404 that says where Copydesk is, but for the probes of load balancers, which ask
 * the server itself.
 */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

/** They are answered at the root too: what asks them knows the port and not what people open. */
const probes = new Set(['/livez', '/readyz'])

/** For Fastify's `rewriteUrl`; `request.originalUrl` stays what was asked. */
export function cutBasePath(base: string): (request: Pick<IncomingMessage, 'url'>) => string {
  return ({ url = '/' }) => below(base, url) ?? url
}

/** Refuses what is outside of the base path, and leads from `/copydesk` to `/copydesk/`. */
export function installBasePath(app: FastifyInstance, base: string): void {
  if (base === '') return
  app.addHook('onRequest', async (request, reply) => {
    const { method, originalUrl } = request
    if (below(base, originalUrl) !== undefined) return
    const { path, query } = partsOf(originalUrl)
    if (probes.has(path)) return
    // Not for good: browsers would keep the redirect when the setting is another one.
    if (path === base) return reply.redirect(`${base}/${query}`, 307)
    return sendProblem(
      request,
      reply,
      'outside_base_path',
      `Nothing answers ${method} ${path}: Copydesk is below ${base}/ here.`,
    )
  })
}

/** Where the address is below the base, it without that; undefined outside. */
function below(base: string, url: string): string | undefined {
  const { path, query } = partsOf(url)
  return path.startsWith(`${base}/`) ? path.slice(base.length) + query : undefined
}

/** Of a request target in any of its forms (RFC 9112, section 3.2): proxies may ask for the whole address. */
function partsOf(url: string): { path: string; query: string } {
  const target = url.replace(/^https?:\/\/[^/?]*/i, '')
  const end = target.indexOf('?')
  return end === -1 ? { path: target, query: '' } : { path: target.slice(0, end), query: target.slice(end) }
}
