/** zod schemas of the requests around service keys. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import { instantField, line } from '../../text/schemas.ts'
import type { CreateServiceKey } from './commands.ts'
import { keyScopes } from './scopes.ts'

export const createServiceKey = z.strictObject({
  name: line({ max: 100, required: true }),
  scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
  expiresAt: instantField().nullable().optional(),
}) satisfies SchemaOf<CreateServiceKey>
