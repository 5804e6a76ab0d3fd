/**
 * The file of an export: a line of JSON each, readable by any program.
 *
 *     {"copydesk": "export", "version": 1, "schema": "0024-…"}          first
 *     {"table": "people", "columns": ["id", "name", …]}                  before the rows of each table that has any
 *     ["0190…", "Anna", …]                                               a row
 *     {"counts": {"people": 1, …}, "heads": 12}                          last: a file without it was cut off
 */
import { z } from 'zod'
import { migrations } from '../migrations/index.ts'

export const formatVersion = 1

/** An import needs the very schema: the same version of Copydesk reads what it wrote. */
export const schemaName = Object.keys(migrations).at(-1) ?? ''

export const firstLine = z.object({ copydesk: z.literal('export'), version: z.number(), schema: z.string() })
export const tableLine = z.object({ table: z.string(), columns: z.array(z.string()) })
export const rowLine = z.array(z.union([z.string(), z.number(), z.null()]))
export const lastLine = z.object({ counts: z.record(z.string(), z.number()), heads: z.number() })

/** How many rows each table gave, and the sum of all offsets: what an import is checked with. */
export type Summary = z.infer<typeof lastLine>
