/** zod schemas of the requests that publish a project, or a version by itself. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import { line, message } from '../../text/schemas.ts'
import { itemIds, seenItems } from '../items/schemas.ts'
import type { Publish, PublishVersion, Revert } from './commands.ts'

/** Longest note of a release, in characters. */
const maxNoteLength = 1_000
export const note = message({ max: maxNoteLength }).optional()

export const publish = z.strictObject({
  mode: z.enum(['all', 'ready']),
  items: seenItems.optional(),
  replace: z.union([z.boolean(), itemIds]).optional(),
  note,
}) satisfies SchemaOf<Publish>
export const publishVersion = z.strictObject({
  replace: id.nullable().optional(),
  note,
}) satisfies SchemaOf<PublishVersion>
export const revert = z.strictObject({
  name: line({ max: 200, required: true }).optional(),
}) satisfies SchemaOf<Revert>
