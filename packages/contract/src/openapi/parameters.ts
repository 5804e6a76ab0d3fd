/** What an operation is asked with besides its body, as OpenAPI has it. */
import type { z } from 'zod'
import { credentialsOf, type Operation } from '../core/operation.ts'
import type { JsonSchemas } from './json-schemas.ts'

type Json = Record<string, unknown>

const text = { type: 'string' }

/** Headers that many operations take, for the document's components. */
export const parameterComponents: Record<string, Json> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Names the command: sent again under the same key within 24 hours it does nothing twice and answers the same. Its events carry it as `commandId`.',
    schema: { type: 'string', minLength: 1, maxLength: 128 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description: 'ETags of the revisions that were looked at; at any other one nothing is changed.',
    schema: text,
  },
  IfMatchRequired: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'ETag of the revision that was edited; at any other one nothing is changed.',
    schema: text,
  },
  CopydeskPerson: {
    name: 'Copydesk-Person',
    in: 'header',
    description: 'Id of the person in whose name this is meant; refused when somebody else is signed in.',
    schema: text,
  },
  CopydeskOnBehalfOf: {
    name: 'Copydesk-On-Behalf-Of',
    in: 'header',
    description:
      'Id of the person for whom a service acts, with a key that has the scope `people.represent`.',
    schema: text,
  },
}

const ref = (name: string): Json => ({ $ref: `#/components/parameters/${name}` })

export function parametersOf(operation: Operation, schemas: JsonSchemas): Json[] {
  const { params, query, command, access } = operation
  return [
    ...fieldsOf(params).map(([name, schema]) => parameter('path', name, schema, schemas)),
    ...fieldsOf(query).map(([name, schema]) => parameter('query', name, schema, schemas)),
    ...(command ? [ref('IdempotencyKey')] : []),
    ...(command === 'if_match_required' ? [ref('IfMatchRequired')] : []),
    ...(command === 'if_match_optional' ? [ref('IfMatch')] : []),
    ...(access === 'public' ? [] : [ref('CopydeskPerson')]),
    ...(credentialsOf(operation).includes('serviceKey') ? [ref('CopydeskOnBehalfOf')] : []),
  ]
}

/** The schemas of path and query. */
export function parameterSchemas({ params, query }: Operation): z.ZodType[] {
  return [...fieldsOf(params), ...fieldsOf(query)].map(([, schema]) => schema)
}

function fieldsOf(object: z.ZodObject | undefined): [string, z.ZodType][] {
  return Object.entries(object?.shape ?? {}) as [string, z.ZodType][]
}

function parameter(place: 'path' | 'query', name: string, schema: z.ZodType, schemas: JsonSchemas): Json {
  const { description, ...json } = schemas.of(schema)
  const isRequired = !schema.safeParse(undefined).success
  return {
    name,
    in: place,
    ...(isRequired ? { required: true } : {}),
    ...(description === undefined ? {} : { description }),
    schema: json,
  }
}
