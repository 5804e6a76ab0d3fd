/** The zod schema of a person. */
import { z } from 'zod'
import { identified, instant } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { roles } from '../core/roles.ts'

export const person = named(
  'Person',
  z.object({
    ...identified,
    name: z.string(),
    email: z.string(),
    role: z.enum(roles),
    externalId: z
      .string()
      .exactOptional()
      .describe('What the application whose tokens they come with calls them'),
    createdAt: instant,
  }),
)
