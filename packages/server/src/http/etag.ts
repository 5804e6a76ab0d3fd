/**
 * Revisions as entity tags (RFC 9110, section 8.8.3), `"7"` is revision 7; and If-Match (section 13.1.1): the revisions
 * that somebody looked at before acting. Whether a row is at one of them is the command's to say.
 */
import type { FastifyRequest } from 'fastify'
import type { Expected } from '../command/precondition.ts'
import { Refusal } from '../command/refusal.ts'

export function etagOf(revision: number): string {
  return `"${revision}"`
}

/** For what nobody may change unseen. Throws `precondition_required` without If-Match. */
export function requireIfMatch(request: FastifyRequest): void {
  if (request.headers['if-match'] === undefined) throw new Refusal('precondition_required')
}

/** What If-Match asks for, anything when it is not there. A weak tag or one of others matches nothing. */
export function expectedRevisions(request: FastifyRequest): Expected {
  const ifMatch = request.headers['if-match']?.trim()
  if (ifMatch === undefined || ifMatch === '*') return undefined
  const revisions = [...ifMatch.matchAll(/(W\/)?"([^"]*)"/g)].flatMap(([, weak, tag = '']) =>
    weak === undefined && /^[1-9]\d{0,14}$/.test(tag) ? [Number(tag)] : [],
  )
  return new Set(revisions)
}
