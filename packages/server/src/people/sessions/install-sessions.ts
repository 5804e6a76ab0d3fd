/**
 * Puts the signed-in person on every request, from the session cookie alone: connection tokens are for the
 * realtime hub only. Refuses who is not signed in before anything of the request is validated, except on routes
 * that say `config: { isPublic: true }`. What a person may do is for each route to ask.
 */
import { Refusal } from '../../command/refusal.ts'
import type { App } from '../../http/app.ts'
import { requirePerson } from '../../http/signed-in.ts'
import type { Action } from '../../policy.ts'
import { StorageFailure } from '../../storage/storage-failure.ts'
import type { Cookies } from './cookies.ts'
import type { Session, Sessions } from './sessions.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers people who are not signed in, too. */
    isPublic?: boolean
    /** What a person must be allowed to do; asked before anything of the request is read. */
    action?: Action
  }
}

/** Adds the hook to this Fastify scope; it counts for the routes registered in it afterwards. */
export function installSessions(
  app: App,
  { sessions, cookies }: { sessions: Sessions; cookies: Cookies },
): void {
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request, reply) => {
    const { cookie } = request.headers
    const found = await findSession(cookies.sessionTokens(cookie), sessions)
    if (!found) {
      if (request.is404 || request.routeOptions.config.isPublic) return
      throw new Refusal('not_signed_in')
    }
    const { session, token } = found
    const meant = request.headers['copydesk-person']
    // One browser, one cookie: a window of somebody else must not write in the name of who signed in since.
    if (meant !== undefined && meant !== session.id && !request.routeOptions.config.isPublic) {
      throw new Refusal('other_person')
    }
    request.signedIn = session
    requirePerson(request, request.routeOptions.config.action)
    // A database that cannot be written to is no reason to refuse a read; the next request prolongs the session.
    const isRenewed = await sessions.renew(session).catch(unlessStorageFails)
    if (isRenewed || !cookies.isCurrent(cookie, token)) reply.header('set-cookie', cookies.giveSession(token))
  })
}

/** The first token that stands for a session. */
export async function findSession(
  tokens: readonly string[],
  sessions: Sessions,
): Promise<{ session: Session; token: string } | undefined> {
  for (const token of tokens) {
    const session = await sessions.find(token)
    if (session) return { session, token }
  }
  return undefined
}

function unlessStorageFails(error: unknown): false {
  if (error instanceof StorageFailure) return false
  throw error
}
