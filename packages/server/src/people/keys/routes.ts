/** `/keys`: administrators make and revoke service keys. No key makes another one. */
import type { CreatedServiceKey } from '@copydesk/contract'
import { keys as operations } from '@copydesk/contract/operations'
import type { FastifyRequest } from 'fastify'
import type { AnswerMemory } from '../../command/idempotency.ts'
import { Refusal } from '../../command/refusal.ts'
import type { Routes } from '../../http/app.ts'
import { uncompressed } from '../../http/compression.ts'
import { routeOf } from '../../http/route-of.ts'
import { runCommand } from '../../http/run-command.ts'
import { requirePerson, type SignedIn } from '../../http/signed-in.ts'
import { createKey, revokeKey } from './commands.ts'
import { newKeyText } from './key-text.ts'
import { readKeys } from './queries.ts'

export const keyRoutes: Routes = (app, { storage, runner }) => {
  app.get('/keys', routeOf(operations.listKeys), async (request) => {
    requireNoKey(request)
    return storage.read(readKeys)
  })

  app.post('/keys', { ...uncompressed, ...routeOf(operations.createKey) }, async (request, reply) => {
    const person = requireNoKey(request)
    const key = newKeyText()
    const create = createKey({ ...request.body, key })
    return runCommand<CreatedServiceKey>(
      runner,
      request,
      reply,
      person,
      async (context) => {
        const outcome = await create(context)
        return { ...outcome, body: { ...outcome.body, key } }
      },
      withoutKey,
    )
  })

  app.delete('/keys/:id', routeOf(operations.revokeKey), async (request, reply) =>
    runCommand(runner, request, reply, requireNoKey(request), revokeKey(request.params.id)),
  )
}

/** A key is nowhere but in the answer that makes it: sent again, the request finds the key without its text. */
const withoutKey: AnswerMemory<CreatedServiceKey> = {
  keep: (body) => ({ ...body, key: '' }),
  restore: (_, kept) => kept as CreatedServiceKey,
}

function requireNoKey(request: FastifyRequest): SignedIn {
  const person = requirePerson(request)
  if (person.scopes) throw new Refusal('forbidden', 'Keys are made and revoked by people, not with a key.')
  return person
}
