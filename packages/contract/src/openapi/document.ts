/**
 * `@copydesk/contract/openapi`: the HTTP API as an OpenAPI 3.1 document, made of its operations. Everything in it is
 * said once, where the operation is declared.
 */
import { type Credential, credentialsOf, type Operation } from '../core/operation.ts'
import { operations } from '../operations.ts'
import { Answers, headerComponents } from './answers.ts'
import { type JsonSchemas, jsonSchemasOf } from './json-schemas.ts'
import { parameterComponents, parameterSchemas, parametersOf } from './parameters.ts'

type Json = Record<string, unknown>

export interface OpenApiOptions {
  /** Of the product. */
  version: string
  /** Where the paths begin, `/` or the path that the product is served under. */
  serverUrl?: string
}

const description = `Projects, comments, content and notifications of Copydesk, and the server API for channels of your own.

- **Errors** are \`application/problem+json\` (RFC 9457) with a stable \`code\` and a \`remedy\`.
- **Newer servers** may add fields to answers, values to enumerations and codes to errors. Ignore fields that you do not
  know, and treat an unknown \`code\` by its status. Requests are strict: a field that is not known is refused.
- **Changes** take an \`Idempotency-Key\` and happen once under it. What people edit has an \`ETag\`; send it as \`If-Match\`.
- **Lists** are \`{data, nextCursor}\`; send \`nextCursor\` as \`cursor\` until it is null.
- **Live data** carries a \`position\` in a channel. Subscribe from there over the realtime connection, or ask
  \`/api/v1/changes\`, and nothing is missed.
- **Cookies** count only with an allowed Origin on anything but GET.`

const tags = {
  projects: 'Projects, and publishing them',
  releases: 'What was published when, by whom and why',
  items: 'The versions that a project bundles',
  activity: 'What was done in a project, by whom and when',
  tasks: 'The checklist of a project: what has to be done that is no content',
  review: 'Approval rules, and the reviews that go by them',
  comments: 'Discussion of a project and of its items',
  content: 'Content items, their versions and languages',
  search: 'Everything at once, by name',
  notifications: "The signed-in person's inbox",
  people: 'People, and signing in',
  profile: 'What people see and change of their own',
  groups: 'People under one name',
  invitations: 'Links that let people in',
  keys: 'Service keys, with which programs call the API',
  work: 'Work in the background that failed for good',
  live: 'Live updates without the SDK: what is on, tokens, and what was missed',
  diagnosis: 'Why a connection does not get through',
  service: 'Health, metrics and this document',
  'server-api': "A backend's door to channels of its own, with Centrifugo's methods and names",
}

const securitySchemes: Record<Credential, Json> = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'copydesk_session',
    description: 'Set by `signIn`.',
  },
  serviceKey: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A service key, from `createKey`, or a token of the application that Copydesk is embedded in.',
  },
  connectionToken: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'A connection token, from `createLiveToken`.',
  },
  apiKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'One of COPYDESK_API_KEYS, with the scope of the method.',
  },
  metricsToken: { type: 'http', scheme: 'bearer', description: 'COPYDESK_METRICS_TOKEN' },
}

/** Makes the document. */
export function createOpenApiDocument({ version, serverUrl = '/' }: OpenApiOptions): Json {
  const schemas = jsonSchemasOf(operations.flatMap(schemasOf))
  const answers = new Answers(schemas)
  const paths: Record<string, Json> = {}
  for (const operation of operations.toSorted(byPath)) {
    paths[operation.path] ??= {}
    Object.assign(paths[operation.path] as Json, {
      [operation.method.toLowerCase()]: describe(operation, schemas, answers),
    })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Copydesk',
      version,
      description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: serverUrl }],
    tags: Object.entries(tags).map(([name, words]) => ({ name, description: words })),
    paths,
    components: {
      schemas: schemas.components,
      responses: answers.components,
      parameters: parameterComponents,
      headers: headerComponents,
      securitySchemes,
    },
  }
}

const methods = ['GET', 'POST', 'PATCH', 'DELETE']

function byPath(a: Operation, b: Operation): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1
  return methods.indexOf(a.method) - methods.indexOf(b.method)
}

function schemasOf(operation: Operation) {
  const { body, answer, orAnswer } = operation
  return [body, answer.schema, orAnswer?.schema, ...parameterSchemas(operation)].filter(
    (schema) => schema !== undefined,
  )
}

function describe(operation: Operation, schemas: JsonSchemas, answers: Answers): Json {
  const { operationId, tag, summary, description, body } = operation
  const parameters = parametersOf(operation, schemas)
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: credentialsOf(operation).map((credential) => ({ [credential]: [] })),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: !body.safeParse(undefined).success,
            content: { 'application/json': { schema: schemas.of(body) } },
          },
        }),
    responses: answers.of(operation),
  }
}
