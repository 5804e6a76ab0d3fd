/**
 * Puts whoever calls on every request: who its Authorization header stands for or, without one, the session cookie.
 * Refuses who is nobody before anything of the request is validated, except on routes that say
 * `config: { isPublic: true }`. What a caller may do is asked by `config: { action }`; a route without it is about the
 * caller themself, which a service in its own name cannot be.
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import { allowsAsManager, requireRight } from '../../command/viewer.ts'
import type { App } from '../../http/app.ts'
import type { SignedIn } from '../../http/signed-in.ts'
import type { Action } from '../../policy.ts'
import { StorageFailure } from '../../storage/storage-failure.ts'
import type { Cookies } from '../sessions/cookies.ts'
import type { Session, Sessions } from '../sessions/sessions.ts'
import { type Bearers, bearerOf } from './bearers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answers whoever is not signed in, too. */
    isPublic?: boolean
    /** About the caller, whom a service can be as well. */
    forServices?: boolean
    /** What a caller must be allowed to do; asked before anything of the request is read. */
    action?: Action
    /** The door of a project lets its managers do it as well. */
    orManager?: boolean
  }
}

export interface InstallCallersOptions {
  sessions: Sessions
  cookies: Cookies
  bearers: Bearers
}

/** Adds the hook to this Fastify scope; it counts for the routes registered in it afterwards. */
export function installCallers(app: App, { sessions, cookies, bearers }: InstallCallersOptions): void {
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request, reply) => {
    const { isPublic, action, forServices, orManager = false } = request.routeOptions.config
    const isOpen = request.is404 || isPublic === true
    // What was given on purpose counts before what the browser sends along.
    const bearer = bearerOf(request.headers.authorization)
    const caller =
      bearer === undefined
        ? await byCookie(request, reply, isPublic === true)
        : await bearers.find(request, bearer).catch(refusing(request, reply, isOpen))
    if (!caller) {
      if (isOpen) return
      throw new Refusal('not_signed_in')
    }
    request.signedIn = caller
    const isPersonal = action === undefined && !forServices && !isOpen
    if (isPersonal && caller.kind === 'service') throw new Refusal('person_needed')
    if (action !== undefined && !(orManager && allowsAsManager(caller, action))) requireRight(caller, action)
  })

  /** Open routes take a wrong key for none: some of them take credentials of other kinds. */
  const refusing = (request: FastifyRequest, reply: FastifyReply, isOpen: boolean) => (error: unknown) => {
    if (!(error instanceof Refusal)) throw error
    if (isOpen) return null
    if (error.code === 'credential_refused') bearers.refused(request, reply)
    throw error
  }

  const byCookie = async (
    request: FastifyRequest,
    reply: FastifyReply,
    isPublic: boolean,
  ): Promise<SignedIn | null> => {
    const { cookie } = request.headers
    const found = await findSession(cookies.sessionTokens(cookie), sessions)
    if (!found) return null
    const { session, token } = found
    const meant = request.headers['copydesk-person']
    // One browser, one cookie: a window of somebody else must not write in the name of who signed in since.
    if (meant !== undefined && meant !== session.id && !isPublic) throw new Refusal('other_person')
    // A database that cannot be written to is no reason to refuse a read; the next request prolongs the session.
    const isRenewed = await sessions.renew(session).catch(unlessStorageFails)
    if (isRenewed || !cookies.isCurrent(cookie, token)) reply.header('set-cookie', cookies.giveSession(token))
    return session
  }
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
