/** The answers of operations as OpenAPI has them: what is made of it, and each problem by its status. */
import {
  type Answer,
  type AnswerHeader,
  type Operation,
  problemsOf,
  replyStatuses,
} from '../core/operation.ts'
import { problem } from '../error-schemas.ts'
import { type ErrorCode, type ErrorEntry, errors } from '../errors.ts'
import { errorReply } from '../server-api/method-schemas.ts'
import type { JsonSchemas } from './json-schemas.ts'

type Json = Record<string, unknown>

const headers: Record<AnswerHeader, Json> = {
  ETag: {
    description: 'The revision, for If-Match (RFC 9110): `"7"` for revision 7',
    schema: { type: 'string' },
  },
  'Idempotency-Replayed': {
    description: '`true` when the command had run before under this key, and this is what it answered then',
    schema: { type: 'string', enum: ['true'] },
  },
  'Set-Cookie': { description: 'The session', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } },
}

/** The headers of answers, for the document's components. */
export const headerComponents = headers

/** Whether a code comes with Retry-After; how long a rate limit lasts is known when it is met. */
function isPassing(code: ErrorCode): boolean {
  const entry: ErrorEntry = errors[code]
  return entry.retryAfterSeconds !== undefined || code === 'too_many_requests'
}

/** Collects the answers that many operations share, so that each is written once. */
export class Answers {
  readonly components: Record<string, Json> = {}
  readonly #schemas: JsonSchemas
  readonly #names = new Map<string, string>()

  constructor(schemas: JsonSchemas) {
    this.#schemas = schemas
  }

  /** By status. */
  of(operation: Operation): Record<string, Json> {
    const { answer, orAnswer, errors: form } = operation
    const byStatus: Record<string, Json> = { [answer.status]: this.#success(answer, operation) }
    if (orAnswer) byStatus[orAnswer.status] = this.#success(orAnswer, operation)
    const codesOf = Map.groupBy([...problemsOf(operation)].sort(), (code) => errors[code].status)
    const statuses = new Set([...codesOf.keys(), ...(form === 'replies' ? replyStatuses : [])])
    for (const status of [...statuses].sort()) {
      const isReply = form === 'replies' && (replyStatuses as readonly number[]).includes(status)
      byStatus[status] = this.#problems(codesOf.get(status) ?? [], isReply)
    }
    return byStatus
  }

  #success(answer: Answer, { command }: Operation): Json {
    const { description, schema, mediaType = 'application/json' } = answer
    const names: AnswerHeader[] = [
      ...(answer.headers ?? []),
      ...(command ? ['Idempotency-Replayed' as const] : []),
    ]
    return {
      description,
      ...(names.length > 0 ? { headers: headerRefs(names) } : {}),
      ...(schema ? { content: { [mediaType]: { schema: this.#schemas.of(schema) } } } : {}),
    }
  }

  #problems(codes: readonly ErrorCode[], isReply: boolean): Json {
    const name = this.#nameOf([...codes, ...(isReply ? ['reply'] : [])])
    this.components[name] ??= {
      description: codes.map((code) => `\`${code}\`: ${errors[code].title}`).join('; ') || 'Refused',
      ...(codes.some(isPassing) ? { headers: headerRefs(['Retry-After']) } : {}),
      content: {
        ...(codes.length > 0 ? { 'application/problem+json': { schema: this.#problemWith(codes) } } : {}),
        ...(isReply ? { 'application/json': { schema: this.#schemas.of(errorReply) } } : {}),
      },
    }
    return { $ref: `#/components/responses/${name}` }
  }

  /** Other codes never go by the same name, also where counting them makes it the same. */
  #nameOf(codes: readonly string[]): string {
    const key = codes.join()
    const known = this.#names.get(key)
    if (known !== undefined) return known
    const taken = new Set(this.#names.values())
    let name = nameOf(codes)
    for (let number = 2; taken.has(name); number += 1) name = `${nameOf(codes)}${number}`
    this.#names.set(key, name)
    return name
  }

  #problemWith(codes: readonly ErrorCode[]): Json {
    const properties = { code: { type: 'string', enum: codes } }
    return { allOf: [this.#schemas.of(problem), { type: 'object', properties }] }
  }
}

function headerRefs(names: readonly AnswerHeader[]): Json {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}

/** Of three at most; the others are counted. */
function nameOf(codes: readonly string[]): string {
  const [first = '', ...others] = codes.map(pascalCase)
  return others.length > 2 ? `${first}Or${others.length}Others` : [first, ...others].join('Or')
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase())
}
