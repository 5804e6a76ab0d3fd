/**
 * From an HTTP request to a command and back: who asks, the Idempotency-Key, the answer with its ETag. The visible
 * chain of every route that changes something ends here.
 */
import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CommandInParts } from '../command/command.ts'
import type { CommandRunner } from '../command/command-runner.ts'
import type { AnswerMemory } from '../command/idempotency.ts'
import { Refusal } from '../command/refusal.ts'
import { etagOf, expectedRevisions } from './etag.ts'
import { actorOf, type SignedIn } from './signed-in.ts'

/** Printable ASCII, so that keys of any scheme fit; the draft RFC asks for unique ones such as a UUID. */
const keyPattern = /^[\x21-\x7e]{1,128}$/

export async function runCommand<Body>(
  runner: CommandRunner,
  request: FastifyRequest,
  reply: FastifyReply,
  person: SignedIn,
  command: CommandInParts<Body>,
  memory?: AnswerMemory<Body>,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key']
  if (key !== undefined && (typeof key !== 'string' || !keyPattern.test(key))) {
    throw new Refusal('invalid_request', 'Idempotency-Key must be 1 to 128 printable characters.')
  }
  const answer = await runner.run(
    {
      actor: actorOf(person),
      viewer: person,
      commandId: key,
      expected: expectedRevisions(request),
      idempotencyKey:
        key === undefined ? undefined : { personId: person.id, key, requestHash: hashRequest(request) },
    },
    command,
    memory,
  )
  if (answer.replayed) reply.header('idempotency-replayed', 'true')
  const revision = revisionOf(answer.body)
  if (revision !== undefined) reply.header('etag', etagOf(revision))
  return answer.status === 204 ? reply.code(204).send() : reply.code(answer.status).send(answer.body)
}

function hashRequest(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
}

function revisionOf(body: unknown): number | undefined {
  if (typeof body !== 'object' || body === null || !('revision' in body)) return undefined
  return typeof body.revision === 'number' ? body.revision : undefined
}
