/**
 * Signing in by way of the OpenID Connect provider: there and back, both as pages that a browser opens. Whatever goes
 * wrong leads back to the sign-in, which says it in words; local sign-in goes on all the while.
 */
import type { ErrorCode } from '@copydesk/contract'
import { identifier } from '@copydesk/contract/schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { App, Routes } from '../../http/app.ts'
import { readAskedHosts } from '../../http/asked-host.ts'
import type { Services } from '../../services.ts'
import { basePathOf, siteOf } from '../../settings/base-path.ts'
import type { Cookies } from '../sessions/cookies.ts'
import type { Sessions } from '../sessions/sessions.ts'
import { attemptSeconds, type OidcAttempts } from './attempts.ts'
import { signInByProvider } from './commands.ts'
import { followGroups } from './groups.ts'
import { type Provider, ProviderFailure } from './provider.ts'

export interface OidcParts {
  sessions: Sessions
  cookies: Cookies
  provider: Pick<Provider, 'begin' | 'finish'>
  attempts: OidcAttempts
}

const querystring = z.object({ returnTo: identifier({ max: 2000 }).default('') })
const config = { isPublic: true } as const

/** `/session/oidc` and `/session/oidc/callback`. */
export function createOidcRoutes({ sessions, cookies, provider, attempts }: OidcParts): Routes {
  return (app: App, { settings, storage, runner }: Services) => {
    if (!settings.oidcIssuer) return
    const asked = readAskedHosts(settings)
    const base = basePathOf(settings)
    const siteAskedBy = (request: FastifyRequest) =>
      siteOf(settings) ?? `${request.protocol}://${asked.hostOf(request.raw)}`

    const failed = (request: FastifyRequest, reply: FastifyReply, code: ErrorCode, reason: string) => {
      request.noted = { ...request.noted, code }
      request.log.warn({ code, reason }, 'a sign-in by the provider failed')
      return reply.header('set-cookie', cookies.takeAttempt()).redirect(`${base}/?signIn=${code}`, 303)
    }

    app.get('/session/oidc', { config, schema: { querystring, hide: true } }, async (request, reply) => {
      const { returnTo } = request.query
      try {
        const { url, checks } = await provider.begin(`${siteAskedBy(request)}/api/v1/session/oidc/callback`)
        const sealed = await attempts.seal({ ...checks, returnTo: pathBelow(base, returnTo) })
        reply.header('set-cookie', cookies.giveAttempt(sealed, attemptSeconds))
        return reply.redirect(url.href, 303)
      } catch (error) {
        if (error instanceof ProviderFailure) return failed(request, reply, error.code, error.message)
        throw error
      }
    })

    app.get('/session/oidc/callback', { config, schema: { hide: true } }, async (request, reply) => {
      const attempt = await attempts.open(cookies.attempt(request.headers.cookie))
      if (!attempt) return failed(request, reply, 'sign_in_expired', 'no attempt of this browser is known')
      try {
        const query = request.url.slice(request.url.indexOf('?'))
        const claims = await provider.finish(query, attempt)
        const { body: person } = await runner.run({ actor: systemActor }, signInByProvider(claims, settings))
        const left = await followGroups({ storage, runner }, person.id, claims, settings.oidcGroups)
        if (left.length > 0)
          request.log.warn({ groups: left.slice(0, 20) }, 'groups are full or made by hand')
        if (!claims.areAllGroups)
          request.log.warn('the provider did not tell all groups; they stay as they are')
        const before = request.signedIn
        if (before?.sessionId) await sessions.end({ id: before.id, sessionId: before.sessionId })
        const userAgent = request.headers['user-agent'] ?? ''
        const { token } = await sessions.start(person.id, { userAgent })
        reply.header('set-cookie', [cookies.giveSession(token), cookies.takeAttempt()])
        return reply.redirect(attempt.returnTo, 303)
      } catch (error) {
        if (error instanceof ProviderFailure || error instanceof Refusal) {
          return failed(request, reply, error.code, error.message)
        }
        throw error
      }
    })
  }
}

/**
 * An address of this site and nothing else, as what is below its base: one of another site would make this a way to
 * send people anywhere.
 */
function pathBelow(base: string, returnTo: string): string {
  const here = 'http://here.invalid'
  const url = returnTo.startsWith('/') ? URL.parse(returnTo, here) : null
  // Dots that are resolved can leave two slashes at the front, which name another host.
  const isHere = url?.origin === here && url.pathname.startsWith(`${base}/`) && !url.pathname.startsWith('//')
  return isHere ? url.pathname + url.search + url.hash : `${base}/`
}
