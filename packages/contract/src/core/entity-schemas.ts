/** zod schemas of what entities are made of, held to the types by `entity-schemas.test.ts`. */
import { z } from 'zod'
import { named } from './named.ts'

/** In what the API answers; what it is asked with is in `schemas.ts`. */
export const entityId = z.uuid()
export const instant = z.iso.datetime({ precision: 3 })
export const calendarDay = z.iso.date()
export const languageOf = z.string().describe('BCP 47 language tag')

/** What every entity has. */
export const identified = {
  id: entityId,
  revision: z.int().min(1).describe('Grows with each change; also the ETag, as "7" for revision 7'),
}

export const actor = named('Actor', z.object({ id: entityId, kind: z.enum(['person', 'service', 'system']) }))

export const position = named(
  'Position',
  z
    .object({ channel: z.string(), epoch: z.string(), offset: z.int().min(0) })
    .describe('A place in the journal of a channel; what is answered holds everything up to it'),
)

/** What is read together with its position: one can follow the channel from there and miss nothing. */
export const snapshot = { position }

/** A list, or a page of one. */
export function page<Row extends z.ZodType>(row: Row) {
  return {
    data: z.array(row),
    nextCursor: z
      .string()
      .nullable()
      .describe('Send it as `cursor` to get the next page; null on the last one'),
  }
}
