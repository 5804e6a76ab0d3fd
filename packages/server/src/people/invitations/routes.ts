/** `/people/invitations` for administrators, `/invitation` for whoever has a link. */
import type { CreatedInvitation } from '@copydesk/contract'
import { invitations as operations } from '@copydesk/contract/operations'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnswerMemory } from '../../command/idempotency.ts'
import { Refusal } from '../../command/refusal.ts'
import { systemActor } from '../../command/system-actor.ts'
import type { App, Routes } from '../../http/app.ts'
import { uncompressed } from '../../http/compression.ts'
import { networkOf } from '../../http/network.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson, type SignedIn } from '../../http/signed-in.ts'
import type { Services } from '../../services.ts'
import { beginSession } from '../sessions/begin-session.ts'
import type { PeopleParts } from '../sessions/routes.ts'
import { FailureCounts } from '../sign-in/failure-counts.ts'
import { hashPassword } from '../sign-in/password.ts'
import { acceptInvitation, createInvitation, revokeInvitation } from './commands.ts'
import { newInvitationToken } from './invitation-token.ts'
import { readInvitations, readOpen } from './queries.ts'

/** Far more than a link pasted wrongly causes; who has one could else ask by it which addresses are taken. */
const perNetwork = { limit: 20, windowMs: 10 * 60_000 }

export function createInvitationRoutes(parts: Pick<PeopleParts, 'sessions' | 'cookies'>): Routes {
  return (app: App, services: Services) => {
    const { storage, runner, now, elapsed } = services
    const failures = new FailureCounts(perNetwork)

    /** Counts what is refused, and beyond a limit refuses without looking. */
    const counted = async <T>(request: FastifyRequest, reply: FastifyReply, work: () => Promise<T>) => {
      const network = networkOf(request.ip)
      const waitMs = failures.waitMs(network, '', elapsed())
      if (waitMs > 0) {
        const seconds = Math.ceil(waitMs / 1000)
        reply.header('retry-after', String(seconds))
        throw new Refusal('too_many_requests', `Too many invitations were refused: wait ${seconds} seconds.`)
      }
      return work().catch((error: unknown) => {
        if (error instanceof Refusal) failures.add(network, '', elapsed())
        throw error
      })
    }

    app.get('/people/invitations', routeOf(operations.listInvitations), async (request) => {
      const { id } = requireNoKey(request)
      return storage.read((tx) => readInvitations(tx, id))
    })

    app.post(
      '/people/invitations',
      { ...uncompressed, ...routeOf(operations.createInvitation) },
      async (request, reply) => {
        const token = newInvitationToken()
        const create = createInvitation({ ...request.body, token })
        return runCommand<CreatedInvitation>(
          runner,
          request,
          reply,
          requireNoKey(request),
          async (context) => {
            const outcome = await create(context)
            return { ...outcome, body: { ...outcome.body, token } }
          },
          withoutToken,
        )
      },
    )

    app.delete('/people/invitations/:id', routeOf(operations.revokeInvitation), async (request, reply) => {
      const command = revokeInvitation(request.params.id)
      return runCommand(runner, request, reply, requireNoKey(request), command)
    })

    app.post('/invitation', routeOf(operations.lookAtInvitation), async (request, reply) =>
      counted(request, reply, () => storage.read((tx) => readOpen(tx, request.body.token, now()))),
    )

    app.post('/invitation/accept', routeOf(operations.acceptInvitation), async (request, reply) => {
      const { token, name, email, password } = request.body
      const { person, passwordHash } = await counted(request, reply, async () => {
        // Looked at first, so that nobody without a link makes the server hash passwords.
        await storage.read((tx) => readOpen(tx, token, now()))
        const passwordHash = await hashPassword(password)
        const command = acceptInvitation(token, { name, email, passwordHash })
        const { body } = await runner.run({ actor: systemActor }, command)
        return { person: body, passwordHash }
      })
      reply.code(201)
      return beginSession({ ...parts, ...services }, request, reply, person.id, { passwordHash })
    })
  }
}

/** A token is nowhere but in the answer that makes it: sent again, the request finds the invitation without it. */
const withoutToken: AnswerMemory<CreatedInvitation> = {
  keep: (body) => ({ ...body, token: '' }),
  restore: (_, kept) => kept as CreatedInvitation,
}

function requireNoKey(request: FastifyRequest): SignedIn {
  const person = requirePerson(request)
  if (person.scopes) throw new Refusal('forbidden', 'People are invited by people, not with a key.')
  return person
}
