/** Signing in and out, the first administrator, and the token for realtime clients without a cookie. */
import type { Person, SessionInfo } from '@copydesk/contract'
import { demoSignIn, setup, signIn } from '@copydesk/contract/schemas'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../command/refusal.ts'
import { systemActor } from '../command/system-actor.ts'
import type { App, Routes } from '../http/app.ts'
import { requirePerson } from '../http/signed-in.ts'
import type { Services } from '../services.ts'
import { AttemptLimiter } from './attempt-limiter.ts'
import { setUp } from './commands.ts'
import type { ConnectionTokens } from './connection-token.ts'
import { demoEmail } from './demo-people.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { findAccount, findPerson, isSetupNeeded } from './queries.ts'
import { clearedSessionCookie, sessionCookie } from './session-cookie.ts'
import type { Sessions } from './sessions.ts'
import type { SetupCode } from './setup-code.ts'

/** One address may be a whole office; one e-mail address is one person, who seldom fails this often. */
const limitsPerAddress = { attempts: 60, windowMs: 60_000 }
const limitsPerEmail = { attempts: 10, windowMs: 5 * 60_000 }

/** What the composition root builds for people, besides the services. */
export interface PeopleParts {
  sessions: Sessions
  tokens: ConnectionTokens
  setupCode: SetupCode
}

/** `/session`, `/setup` and `/live/token`. */
export function createSessionRoutes({ sessions, tokens, setupCode }: PeopleParts): Routes {
  return (app: App, services: Services) => {
    const { storage, runner, settings, now } = services
    const perAddress = new AttemptLimiter(limitsPerAddress)
    const perEmail = new AttemptLimiter(limitsPerEmail)

    const begin = async (
      request: FastifyRequest,
      reply: FastifyReply,
      person: Person,
    ): Promise<SessionInfo> => {
      if (request.signedIn) await sessions.end(request.signedIn)
      const { token } = await sessions.start(person.id)
      reply.header('set-cookie', sessionCookie(token, settings))
      return { person, demo: settings.demo, setupNeeded: false }
    }

    app.get('/session', { config: { isPublic: true } }, async (request): Promise<SessionInfo> => {
      const id = request.signedIn?.id
      return storage.read(async (tx) => ({
        person: (id !== undefined && (await findPerson(tx, id))) || null,
        demo: settings.demo,
        setupNeeded: await isSetupNeeded(tx),
      }))
    })

    app.post('/session', { config: { isPublic: true }, schema: { body: signIn } }, async (request, reply) => {
      const { email, password } = request.body
      limit(reply, Math.max(perAddress.attempt(request.ip, now()), perEmail.attempt(email, now())))
      const account = await storage.read((tx) => findAccount(tx, email))
      const fits = await verifyPassword(account?.passwordHash ?? null, password)
      if (!account || !fits) throw new Refusal('sign_in_failed')
      perEmail.clear(email)
      return begin(request, reply, account.person)
    })

    app.post(
      '/session/demo',
      { config: { isPublic: true }, schema: { body: demoSignIn } },
      async (request, reply) => {
        const email = demoEmail(request.body.person)
        const account = settings.demo ? await storage.read((tx) => findAccount(tx, email)) : undefined
        if (!account) throw new Refusal('not_found', 'There is no demo sign-in here.')
        return begin(request, reply, account.person)
      },
    )

    app.delete('/session', { config: { isPublic: true } }, async (request, reply) => {
      if (request.signedIn) await sessions.end(request.signedIn)
      return reply.code(204).header('set-cookie', clearedSessionCookie(settings)).send()
    })

    app.post('/setup', { config: { isPublic: true }, schema: { body: setup } }, async (request, reply) => {
      limit(reply, perAddress.attempt(request.ip, now()))
      const { code, name, email, password } = request.body
      if (!(await storage.read(isSetupNeeded))) throw new Refusal('setup_done')
      if (!setupCode.fits(code)) throw new Refusal('setup_code_wrong')
      const passwordHash = await hashPassword(password)
      const { body: person } = await runner.run({ actor: systemActor }, setUp({ name, email, passwordHash }))
      reply.code(201)
      return begin(request, reply, person)
    })

    app.post('/live/token', async (request) => tokens.issue(requirePerson(request)))
  }
}

function limit(reply: FastifyReply, waitMs: number): void {
  if (waitMs === 0) return
  const seconds = Math.ceil(waitMs / 1000)
  reply.header('retry-after', String(seconds))
  throw new Refusal('too_many_requests', `Too many attempts to sign in: wait ${seconds} seconds.`)
}
