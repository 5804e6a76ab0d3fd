/** `/me`: what is one's own. Passwords are checked and hashed here, since a transaction awaits only SQL. */
import { profile as operations } from '@copydesk/contract/operations'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import type { App, Routes } from '../../http/app.ts'
import { networkOf } from '../../http/network.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { actorOf, requirePerson, type SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import { findMe, findPasswordHash } from '../queries.ts'
import { endOtherSessions, endSession } from '../sessions/commands.ts'
import { readSessions } from '../sessions/queries.ts'
import type { PeopleParts } from '../sessions/routes.ts'
import { admit, checked } from '../sign-in/admission.ts'
import { passwordMark } from '../sign-in/device-cookie.ts'
import { hashPassword, verifyPassword } from '../sign-in/password.ts'
import { changeMe, changePassword } from './commands.ts'

export type ProfileParts = Pick<PeopleParts, 'sessions' | 'cookies' | 'throttle'>

/** `/me`, `/me/password` and `/me/sessions`. */
export function createProfileRoutes({ sessions, cookies, throttle }: ProfileParts): Routes {
  return (app: App, { storage, runner, now }: Services) => {
    app.get('/me', routeOf(operations.getMe), async (request) => {
      const { id, role } = requirePerson(request)
      const me = await storage.read((tx) => findMe(tx, id))
      if (!me) throw new Refusal('not_signed_in')
      // A token or key may allow less than the person's own role.
      return { ...me, role }
    })

    app.patch('/me', routeOf(operations.changeMe), async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, changeMe(person.id, request.body))
    })

    app.post('/me/password', routeOf(operations.changePassword), async (request, reply) => {
      const person = requireSession(request)
      const { currentPassword, password, keepOtherSessions = false } = request.body
      const account = await storage.read((tx) => findPasswordHash(tx, person.id))
      if (!account) throw new Refusal('not_signed_in')
      const { email, passwordHash: checkedHash } = account
      if (checkedHash === null) throw new Refusal('no_password')
      // Held to the limits of the sign-in: who found an open window could guess here as well.
      const attempt = {
        email,
        network: networkOf(request.ip),
        device: undefined,
        about: passwordMark(checkedHash),
      }
      const fits = await checked(admit(reply, throttle, attempt), () =>
        verifyPassword(checkedHash, currentPassword),
      )
      if (!fits) throw new Refusal('password_wrong')
      const passwordHash = await hashPassword(password)
      const { sessionId } = person
      await runner.run(
        { actor: actorOf(person) },
        changePassword(person.id, { checkedHash, passwordHash, sessionId, keepOtherSessions }),
      )
      const userAgent = request.headers['user-agent'] ?? ''
      const { token } = await sessions.start(person.id, { userAgent, passwordHash })
      // The person's other windows find out with the next look at the database, when the new cookie is there.
      return reply.code(204).header('set-cookie', cookies.giveSession(token)).send()
    })

    app.get('/me/sessions', routeOf(operations.listOwnSessions), async (request) => {
      const { id, sessionId } = requireSession(request)
      return storage.read((tx) => readSessions(tx, id, sessionId, now()))
    })

    app.delete('/me/sessions', routeOf(operations.endOtherSessions), async (request, reply) => {
      const person = requireSession(request)
      const command = endOtherSessions(person.id, person.sessionId)
      return runCommand(runner, request, reply, person, command)
    })

    app.delete('/me/sessions/:id', routeOf(operations.endOwnSession), async (request, reply) => {
      const person = requireSession(request)
      const command = endSession(person.id, request.params.id)
      return runCommand(runner, request, reply, person, command)
    })
  }
}

/** No key and no token decides where a person is signed in, nor knows their password. */
function requireSession(request: FastifyRequest): SignedIn & { sessionId: string } {
  const person = requirePerson(request)
  const { sessionId } = person
  if (sessionId === null) throw new Refusal('forbidden', 'This is for people who are signed in themselves.')
  return { ...person, sessionId }
}
