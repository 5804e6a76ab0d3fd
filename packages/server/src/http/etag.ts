/**
 * Revisions as entity tags (RFC 9110, section 8.8.3), `"7"` is revision 7; and If-Match (section 13.1.1): the revisions
 * that somebody looked at before acting.
 */
import type { FastifyRequest } from 'fastify'
import type { Command } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import type { Tx } from '../storage/storage.ts'

/** The revisions that a request is for; undefined: any. */
export type Expected = ReadonlySet<number> | undefined

/** Requests whose If-Match was read by the route that they came to. */
const honoured = new WeakSet<FastifyRequest>()

/** Throws `revision_mismatch` for a condition that nobody read: what has no revision matches no tag. */
export function requireHonoured(request: FastifyRequest): void {
  if (honoured.has(request)) return
  const expected = optionalRevision(request)
  if (expected)
    throw new Refusal('revision_mismatch', 'If-Match: what this changes has no revision of its own.')
}

export function etagOf(revision: number): string {
  return `"${revision}"`
}

/** What If-Match asks for where nothing may be changed unseen. Throws `precondition_required` without it. */
export function expectedRevision(request: FastifyRequest): Expected {
  if (request.headers['if-match'] === undefined) throw new Refusal('precondition_required')
  return optionalRevision(request)
}

/** What If-Match asks for, anything when it is not there. A weak tag or one of others matches nothing. */
export function optionalRevision(request: FastifyRequest): Expected {
  honoured.add(request)
  const ifMatch = request.headers['if-match']?.trim()
  if (ifMatch === undefined || ifMatch === '*') return undefined
  const revisions = [...ifMatch.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(([, weak, tag = '']) =>
    weak === undefined && /^[1-9]\d{0,14}$/.test(tag) ? [Number(tag)] : [],
  )
  return new Set(revisions)
}

/** Throws `revision_mismatch` unless the revision is one of those expected. */
export function requireRevision(revision: number, expected: Expected): void {
  if (expected === undefined || expected.has(revision)) return
  const seen = expected.size === 0 ? 'at none of its revisions' : `at revision ${[...expected].join(', ')}`
  throw new Refusal(
    'revision_mismatch',
    `Changed since you looked: you looked ${seen}, it is at revision ${revision} now.`,
  )
}

/** The command, if what it is about is at a revision expected. `revisionOf` throws where that is not there. */
export function onlyAt<Body>(
  expected: Expected,
  revisionOf: (tx: Tx) => Promise<number>,
  command: Command<Body>,
): Command<Body> {
  if (expected === undefined) return command
  return async (context) => {
    requireRevision(await revisionOf(context.tx), expected)
    return command(context)
  }
}
