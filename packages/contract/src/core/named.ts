/** The schemas that the API's document names. Knows no particular schema. */
import type { z } from 'zod'

const names = new Map<z.core.$ZodType, string>()

/** Entities, requests and answers with the names that generated clients give their types. */
export const namedSchemas: ReadonlyMap<z.core.$ZodType, string> = names

/** Gives a schema its name in the document; whatever holds it refers to it by that. Throws for one that is taken. */
export function named<Schema extends z.ZodType>(name: string, schema: Schema): Schema {
  if ([...names.values()].includes(name)) throw new Error(`Two schemas are named ${name}`)
  names.set(schema, name)
  return schema
}
