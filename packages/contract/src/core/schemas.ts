/** What requests of every domain are made of, as zod schemas. */
import type { z } from 'zod'
import { uuid } from '../text/schemas.ts'

/** A schema that reads as this type; `satisfies` holds a request's schema to its type. */
export type SchemaOf<T> = z.ZodType<T>

export const id = uuid()
