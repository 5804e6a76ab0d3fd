/** zod schemas of the requests that publish a project. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import { message } from '../../text/schemas.ts'
import { itemIds, seenItems } from '../items/schemas.ts'
import type { Publish } from './commands.ts'

/** Longest note of a release, in characters. */
const maxNoteLength = 1_000

export const publish = z.strictObject({
  mode: z.enum(['all', 'ready']),
  items: seenItems.optional(),
  replace: z.union([z.boolean(), itemIds]).optional(),
  note: message({ max: maxNoteLength }).optional(),
}) satisfies SchemaOf<Publish>
