/**
 * Puts the signed-in person on every request, from the session cookie alone: connection tokens are for the
 * realtime hub only. Refuses who is not signed in before anything of the request is validated, except on routes
 * that say `config: { isPublic: true }`. What a person may do is for each route to ask.
 */
import { Refusal } from '../command/refusal.ts'
import type { App } from '../http/app.ts'
import type { Services } from '../services.ts'
import { StorageFailure } from '../storage/storage-failure.ts'
import { readSessionCookie, sessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers people who are not signed in, too. */
    isPublic?: boolean
  }
}

/** Adds the hook to this Fastify scope; it counts for the routes registered in it afterwards. */
export function installSessions(
  app: App,
  { settings }: Pick<Services, 'settings'>,
  sessions: Sessions,
): void {
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request, reply) => {
    const token = readSessionCookie(request.headers.cookie)
    const session = token === undefined ? null : await sessions.find(token)
    if (!session || token === undefined) {
      if (request.is404 || request.routeOptions.config.isPublic) return
      throw new Refusal('not_signed_in')
    }
    const meant = request.headers['copydesk-person']
    // One browser, one cookie: a window of somebody else must not write in the name of who signed in since.
    if (meant !== undefined && meant !== session.id && !request.routeOptions.config.isPublic) {
      throw new Refusal('other_person')
    }
    request.signedIn = session
    // A database that cannot be written to is no reason to refuse a read; the next request prolongs the session.
    const isRenewed = await sessions.renew(session).catch(unlessStorageFails)
    if (isRenewed) reply.header('set-cookie', sessionCookie(token, settings))
  })
}

function unlessStorageFails(error: unknown): false {
  if (error instanceof StorageFailure) return false
  throw error
}
