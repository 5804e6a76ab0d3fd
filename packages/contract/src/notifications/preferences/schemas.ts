/** zod schemas of the requests that change what people are told of. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import type { ChangePreference } from './commands.ts'

export const changePreference = z.strictObject({
  channels: z.strictObject({ inbox: z.boolean().optional() }),
}) satisfies SchemaOf<ChangePreference>
