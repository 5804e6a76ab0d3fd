/** zod schemas as JSON Schema (2020-12), the dialect of OpenAPI 3.1: named ones as components, others in place. */
import { z } from 'zod'
import { namedSchemas } from '../core/named.ts'

export type JsonSchema = Record<string, unknown>

const prefix = '#/components/schemas/'
/** Begins the ids of schemas that have no name, which no name can. */
const unnamed = '~'

export interface JsonSchemas {
  /** A reference for one that has a name. */
  of(schema: z.ZodType): JsonSchema
  /** All that have a name, by it. */
  components: Record<string, JsonSchema>
}

/** Turns all named schemas, and these, into JSON Schema. */
export function jsonSchemasOf(schemas: Iterable<z.ZodType>): JsonSchemas {
  const registry = z.registry<{ id: string }>()
  const ids = new Map<z.core.$ZodType, string>(namedSchemas)
  for (const [schema, id] of namedSchemas) registry.add(schema, { id })
  for (const schema of schemas) {
    if (ids.has(schema)) continue
    const id = `${unnamed}${ids.size}`
    ids.set(schema, id)
    // A copy: others that hold the same schema must not refer to one that is no component.
    registry.add(schema.clone(), { id })
  }
  const { schemas: all } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    // What a newer server adds is no fault of its answers: only requests, which are strict, are closed.
    io: 'input',
    uri: (id) => prefix + id,
    override: ({ zodSchema, jsonSchema }) => tidy(zodSchema, jsonSchema as JsonSchema),
  })
  const byId = new Map(Object.entries(all).map(([id, schema]) => [id, withoutIds(schema as JsonSchema)]))
  return {
    components: Object.fromEntries([...byId].filter(([id]) => !id.startsWith(unnamed)).sort()),
    of: (schema) => {
      const id = ids.get(schema)
      if (id === undefined) throw new Error('This schema was not given to jsonSchemasOf')
      return id.startsWith(unnamed) ? (byId.get(id) ?? {}) : { $ref: prefix + id }
    },
  }
}

function withoutIds({ $id, $schema, ...schema }: JsonSchema): JsonSchema {
  return schema
}

/** Leaves out what says nothing, and says by which field the cases of a union are told apart. */
function tidy(schema: z.core.$ZodType, json: JsonSchema): void {
  if (json.format !== undefined) delete json.pattern
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum
  const names = json.propertyNames
  if (typeof names === 'object' && JSON.stringify(names) === '{"type":"string"}') delete json.propertyNames
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator: propertyName } = schema.def
    const mapping = Object.fromEntries(
      schema.options.flatMap((option) => {
        const id = namedSchemas.get(option)
        const values = [...(option._zod.propValues?.[propertyName] ?? [])]
        return id === undefined ? [] : values.map((value) => [String(value), prefix + id])
      }),
    )
    json.discriminator = { propertyName, mapping }
  }
}
