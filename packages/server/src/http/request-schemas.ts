/**
 * What the schemas of a route say about its requests as a whole: that every text enters by the contract's door, and
 * how many bytes a body may have. A body whose texts are within their limits is never too large, however it is
 * written; a route that would take an unbounded text does not start.
 */
import { textFields } from '@copydesk/contract/schemas'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

/** For blanks and line breaks between the fields of a small body; a large one has its limit twice over anyway. */
const room = 64 * 1024

/** Gives every route with a schema the limit that follows from it. Throws for a schema with a text of its own making. */
export function installRequestSchemas(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const { body, querystring, params } = route.schema ?? {}
    try {
      // What is misspelled in a query would be ignored: it is refused, as in a body.
      if (querystring instanceof z.ZodObject) {
        route.schema = { ...route.schema, querystring: querystring.strict() }
      }
      for (const schema of [querystring, params]) if (schema instanceof z.ZodType) maxBytesOf(schema)
      const most = body instanceof z.ZodType ? maxBytesOf(body) : 0
      route.bodyLimit ??= room + most
    } catch (cause) {
      throw new Error(`The schemas of ${route.method} ${route.url} are not bounded`, { cause })
    }
  })
}

/** The most bytes that a value of this schema takes as compact JSON. Throws when there is no such limit. */
export function maxBytesOf(schema: z.core.$ZodType): number {
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) {
    const field = textFields.get(schema)
    if (field) return field.maxBytes
    throw new Error('A text enters by no door of the contract: use a field of contract/src/text')
  }
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape)
    return fields.reduce((sum, [name, field]) => sum + name.length + 4 + maxBytesOf(field), 2)
  }
  if (schema instanceof z.ZodArray) return 2 + maxLengthOf(schema) * (maxBytesOf(schema.element) + 1)
  if (schema instanceof z.ZodEnum) return 2 + Math.max(...schema.options.map((one) => String(one).length))
  if (schema instanceof z.ZodLiteral) {
    return Math.max(...[...schema.values].map((value) => JSON.stringify(value).length))
  }
  if (schema instanceof z.ZodUnion) return Math.max(...schema.options.map(maxBytesOf))
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    return Math.max('null'.length, maxBytesOf(schema.unwrap()))
  }
  if (schema instanceof z.ZodNumber || schema instanceof z.ZodBoolean) return 32
  throw new Error(`How long can a ${schema._zod.def.type} be? See request-schemas.ts`)
}

function maxLengthOf(schema: z.ZodArray): number {
  for (const check of schema._zod.def.checks ?? []) {
    const { def } = check._zod
    if (def.check === 'max_length' && 'maximum' in def) return Number(def.maximum)
  }
  throw new Error('A list without a limit: give it .max()')
}
