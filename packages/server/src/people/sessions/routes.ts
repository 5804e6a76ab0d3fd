/** Signing in and out, the first administrator, and the token for realtime clients without a cookie. */
import type { Id, SessionInfo } from '@copydesk/contract'
import { people as operations, site } from '@copydesk/contract/operations'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import { allowedTo } from '../../command/viewer.ts'
import type { App, Routes } from '../../http/app.ts'
import { uncompressed } from '../../http/compression.ts'
import { isForwardedForThisMachine } from '../../http/forwarded.ts'
import { networkOf } from '../../http/network.ts'
import { routeOf } from '../../http/route-of.ts'
import { requirePerson } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import { setUp } from '../commands.ts'
import { demoEmail } from '../demo-people.ts'
import { findAccount, findMe, isSetupNeeded } from '../queries.ts'
import { admit, checked } from '../sign-in/admission.ts'
import { type DeviceCookies, passwordMark } from '../sign-in/device-cookie.ts'
import { hashPassword, verifyPassword } from '../sign-in/password.ts'
import type { SetupCode } from '../sign-in/setup-code.ts'
import type { SignInAttempt, SignInThrottle } from '../sign-in/sign-in-throttle.ts'
import { aboutSignIn, beginSession, endSession } from './begin-session.ts'
import type { ConnectionTokens } from './connection-token.ts'
import type { Cookies } from './cookies.ts'
import type { Sessions } from './sessions.ts'

/** What the composition root builds for people, besides the services. */
export interface PeopleParts {
  sessions: Sessions
  tokens: ConnectionTokens
  cookies: Cookies
  devices: DeviceCookies
  setupCode: SetupCode
  throttle: SignInThrottle
}

/** `/session`, `/setup` and `/live/token`. */
export function createSessionRoutes(parts: PeopleParts): Routes {
  const { sessions, tokens, cookies, devices, setupCode, throttle } = parts
  return (app: App, services: Services) => {
    const { storage, runner, settings } = services
    const about = aboutSignIn(settings)
    const begin = (request: FastifyRequest, reply: FastifyReply, personId: Id, checked = {}) =>
      beginSession({ sessions, cookies, storage, settings }, request, reply, personId, checked)

    app.get('/session', routeOf(operations.getSession), async (request): Promise<SessionInfo> => {
      const caller = request.signedIn
      const id = caller?.id
      return storage.read(async (tx) => ({
        person: (id !== undefined && (await findMe(tx, id))) || null,
        may: caller ? allowedTo(caller) : [],
        setupNeeded: await isSetupNeeded(tx),
        ...about,
      }))
    })

    app.post('/session', routeOf(operations.signIn), async (request, reply) => {
      const { email, password } = request.body
      request.noted = { account: email }
      const account = await storage.read((tx) => findAccount(tx, email))
      const passwordHash = account?.passwordHash ?? null
      const known = cookies.device(request.headers.cookie)
      const attempt: SignInAttempt = {
        email,
        network: networkOf(request.ip),
        device: devices.deviceOf(known, { email, passwordHash }),
        about: passwordMark(passwordHash),
      }
      const fits = await checked(admit(reply, throttle, attempt), () =>
        verifyPassword(passwordHash, password),
      )
      if (!account || !fits) throw new Refusal('sign_in_failed')
      const info = await begin(request, reply, account.person.id, { passwordHash })
      reply.header('set-cookie', cookies.giveDevice(devices.remember(known, { email, passwordHash })))
      return info
    })

    app.post('/session/demo', routeOf(operations.signInDemo), async (request, reply) => {
      if (settings.demo && !isForwardedForThisMachine(request.headers)) {
        throw new Refusal(
          'forbidden',
          'Demo people sign in from this machine only, as they need no password.',
        )
      }
      const email = demoEmail(request.body.person)
      const account = settings.demo ? await storage.read((tx) => findAccount(tx, email)) : undefined
      if (!account) throw new Refusal('not_found', 'There is no demo sign-in here.')
      return begin(request, reply, account.person.id)
    })

    app.delete('/session', routeOf(operations.signOut), async (request, reply) => {
      await endSession(sessions, request.signedIn)
      return reply.code(204).header('set-cookie', cookies.takeSession()).send()
    })

    app.post('/setup', routeOf(operations.setUp), async (request, reply) => {
      const { code, name, email, password } = request.body
      if (!(await storage.read(isSetupNeeded))) throw new Refusal('setup_done')
      const network = networkOf(request.ip)
      const attempt = { email: '', network, device: undefined, about: setupCode.value }
      const fits = await checked(admit(reply, throttle, attempt), async () => setupCode.fits(code))
      if (!fits) throw new Refusal('setup_code_wrong')
      const passwordHash = await hashPassword(password)
      const { body: person } = await runner.run({ actor: systemActor }, setUp({ name, email, passwordHash }))
      reply.code(201)
      return begin(request, reply, person.id)
    })

    app.post('/live/token', { ...uncompressed, ...routeOf(site.createLiveToken) }, async (request) =>
      tokens.issue(requirePerson(request)),
    )
  }
}
