/** zod schemas of the request about what awaits a person. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import type { SettleMention } from './commands.ts'

export const settleMention = z.strictObject({ done: z.boolean() }) satisfies SchemaOf<SettleMention>
