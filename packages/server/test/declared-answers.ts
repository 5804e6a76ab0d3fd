/**
 * Holds every answer of a test's server against the API's own document: its status, its headers, its body to the last
 * field, and of a problem its code. A route that answers what its operation does not declare fails the test that saw it.
 */
import type { Problem } from '@copydesk/contract'
import { createOpenApiDocument } from '@copydesk/contract/openapi'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { default as addFormats } from 'ajv-formats'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../src/http/app.ts'

type Json = Record<string, unknown>

/** Headers that clients act on; the others are the same on every answer. */
const declaredHeaders = ['etag', 'idempotency-replayed', 'set-cookie', 'retry-after', 'location', 'link']
/** Every signed-in request may prolong the session. */
const anywhere = new Set(['set-cookie'])

const document = closed(createOpenApiDocument({ version: 'test' })) as Json
const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(document, 'api')
const validators = new Map<string, ValidateFunction>()

/** Watches the answers of an app; what they say that the document does not is added to `lies`. Before the routes. */
export function watchAnswers(app: App, lies: Set<string>): void {
  app.addHook('onSend', async (request, reply, payload) => {
    for (const lie of liesOf(request, reply, payload)) {
      lies.add(`${request.method} ${request.routeOptions.url} answered ${reply.statusCode}: ${lie}`)
    }
  })
}

function liesOf(request: FastifyRequest, reply: FastifyReply, payload: unknown): string[] {
  const path = (request.routeOptions.url ?? '').replace(/:(\w+)/g, '{$1}')
  const operation = at(`/paths/${escaped(path)}/${request.method.toLowerCase()}`)
  if (!operation) return []
  const place = `/paths/${escaped(path)}/${request.method.toLowerCase()}/responses/${reply.statusCode}`
  const [answer, pointer] = resolved(place)
  if (!answer) return [`this status is not declared (${textOf(payload).slice(0, 300)})`]
  return [...headerLies(answer, reply), ...bodyLies(answer, pointer, reply, textOf(payload))]
}

function headerLies({ headers = {} }: Json, reply: FastifyReply): string[] {
  const declared = new Set(Object.keys(headers as Json).map((name) => name.toLowerCase()))
  return declaredHeaders
    .filter((name) => reply.hasHeader(name) && !declared.has(name) && !anywhere.has(name))
    .map((name) => `the header ${name} is not declared`)
}

function bodyLies({ content }: Json, pointer: string, reply: FastifyReply, body: string): string[] {
  if (content === undefined) return body === '' ? [] : ['it has a body, and none is declared']
  const mediaType = String(reply.getHeader('content-type') ?? '').split(';')[0] ?? ''
  if (!(mediaType in (content as Json))) return [`the media type "${mediaType}" is not declared`]
  const validate = validatorAt(`${pointer}/content/${escaped(mediaType)}/schema`)
  if (validate(mediaType.endsWith('json') ? JSON.parse(body) : body)) return []
  const code = mediaType === 'application/problem+json' ? `${(JSON.parse(body) as Problem).code}: ` : ''
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${code}${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}

function validatorAt(pointer: string): ValidateFunction {
  const validate = validators.get(pointer) ?? ajv.getSchema(`api#${pointer}`)
  if (!validate) throw new Error(`There is no schema at ${pointer}`)
  validators.set(pointer, validate)
  return validate
}

/** What stands at a pointer or where it refers to, and the pointer to that. */
function resolved(pointer: string): [Json | undefined, string] {
  const found = at(pointer)
  const ref = found?.$ref
  return typeof ref === 'string' ? resolved(ref.slice(1)) : [found, pointer]
}

function at(pointer: string): Json | undefined {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<Json | undefined>((node, key) => node?.[key] as Json | undefined, document)
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function textOf(payload: unknown): string {
  return payload === undefined || payload === null ? '' : String(payload)
}

/** The document for readers who know every field: objects have none that are not declared. */
function closed(node: unknown, parent = ''): unknown {
  if (Array.isArray(node)) return node.map((one) => closed(one, parent))
  if (typeof node !== 'object' || node === null) return node
  const copy: Json = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value, key)]))
  const isObject = copy.type === 'object' && copy.properties !== undefined && parent !== 'allOf'
  return isObject && copy.additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy
}
