/** zod schemas of the requests that publish a project. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import { itemIds, seenItems } from '../items/schemas.ts'
import type { Publish } from './commands.ts'

export const publish = z.strictObject({
  mode: z.enum(['all', 'ready']),
  items: seenItems.optional(),
  replace: z.union([z.boolean(), itemIds]).optional(),
}) satisfies SchemaOf<Publish>
