/** zod schemas of the requests that switch live updates. */
import { z } from 'zod'
import type { SchemaOf } from '../core/schemas.ts'
import type { ChangeLive } from './commands.ts'

export const changeLive = z.strictObject({
  enabled: z.boolean().optional(),
  websocket: z.strictObject({ enabled: z.boolean() }).optional(),
}) satisfies SchemaOf<ChangeLive>
