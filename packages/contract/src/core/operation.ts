/**
 * What an operation of the HTTP API is: the one description from which its route takes its schemas and the right it
 * asks for, and from which `/openapi.json` is made. Knows no server and no particular operation.
 */
import type { z } from 'zod'
import type { ErrorCode } from '../errors.ts'
import type { Action } from './policy.ts'

/** How somebody can say who they are; each is a security scheme of the document. */
export type Credential = 'session' | 'serviceKey' | 'connectionToken' | 'apiKey' | 'metricsToken'

/** Headers of answers that clients act on. */
export type AnswerHeader = 'ETag' | 'Idempotency-Replayed' | 'Set-Cookie' | 'Retry-After'

export interface Answer {
  status: 200 | 201 | 204
  description: string
  /** Absent: there is no body. */
  schema?: z.ZodType
  /** `application/json` when absent. */
  mediaType?: string
  /** Besides those that follow from the operation. */
  headers?: readonly AnswerHeader[]
}

export interface Operation {
  /** What generated clients call it: a verb and its object, for good. */
  operationId: string
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** As the document has it: `/api/v1/projects/{id}`. */
  path: string
  tag: string
  /** One line, in the imperative. */
  summary: string
  /** Markdown. */
  description?: string
  /**
   * Anybody, any caller, a person (also one for whom a service acts), or whose role and key include an action.
   */
  access: 'public' | 'caller' | 'person' | Action
  /** Of a project: whoever manages it while it is private may, too, where their role does not include the action. */
  orManager?: boolean
  /** `session` and `serviceKey` when absent, none where access is public. */
  credentials?: readonly Credential[]
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodType
  /**
   * It runs as a command: once under one Idempotency-Key, and under If-Match only at a revision that it names. Whether
   * nothing may be changed without one, or what the operation changes has no revision of its own.
   */
  command?: 'if_match_required' | 'if_match_optional' | 'without_revision'
  answer: Answer
  /** What it answers where there was nothing to do. */
  orAnswer?: Answer
  /** `replies`: errors of its own have the form of the server API, and come with the statuses of `replyStatuses`. */
  errors?: 'replies'
  /** What it may be refused with, besides what follows from the rest (`problemsOf`). */
  problems?: readonly ErrorCode[]
}

/** Declares an operation; its schemas keep their types. */
export function operation<const O extends Operation>(declared: O): O {
  return declared
}

/** With what the server API answers an error outside of a 200. */
export const replyStatuses = [400, 401, 403, 413, 429, 500] as const

/** What every request may meet: the guards before it, and the database behind it. */
const everywhere = [
  'invalid_request',
  'host_not_allowed',
  'too_many_requests',
  'internal',
  'storage_busy',
  'storage_full',
  'storage_read_only',
  'storage_unreachable',
  'storage_damaged',
  'storage_gone',
  'storage_refused',
] as const satisfies readonly ErrorCode[]

/** Every code that an operation may answer: its own, and those that follow from what it is. */
export function problemsOf({ access, method, command, problems = [] }: Operation): ReadonlySet<ErrorCode> {
  const codes = new Set<ErrorCode>([...everywhere, ...problems])
  const add = (...more: ErrorCode[]) => {
    for (const code of more) codes.add(code)
  }
  if (access !== 'public') {
    // 404 also for the person whom a service names.
    add('not_signed_in', 'other_person', 'credential_refused', 'forbidden', 'not_found')
    // A token makes its person at first sight; whom it names may be kept out.
    add('email_taken', 'account_deactivated')
  }
  if (access === 'person') add('person_needed')
  if (method !== 'GET') {
    add('origin_not_allowed', 'malformed_json', 'unsupported_media_type', 'payload_too_large')
  }
  if (command) add('idempotency_key_reused', 'revision_mismatch')
  if (command === 'if_match_required') add('precondition_required')
  return codes
}

/** How a caller of an operation can say who they are; empty: nobody need. */
export function credentialsOf({ access, credentials }: Operation): readonly Credential[] {
  return credentials ?? (access === 'public' ? [] : ['session', 'serviceKey'])
}
