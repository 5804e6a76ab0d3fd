/**
 * Puts the signed-in person on every request, from the session cookie alone: connection tokens are for the
 * realtime hub only. Whether somebody must be signed in is for each route to say.
 */
import type { App } from '../http/app.ts'
import type { Services } from '../services.ts'
import { readSessionCookie, sessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'

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
    if (!session || token === undefined) return
    request.signedIn = session
    if (await sessions.renew(session)) reply.header('set-cookie', sessionCookie(token, settings))
  })
}
