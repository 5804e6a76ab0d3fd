/** The zod schema of a person. */
import { z } from 'zod'
import { identified, instant } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { roles } from '../core/roles.ts'
import { personStates } from './entity.ts'

export const person = named(
  'Person',
  z.object({
    ...identified,
    name: z.string(),
    email: z.string().describe('Empty for somebody who was removed'),
    role: z.enum(roles),
    state: z
      .enum(personStates)
      .describe('Who is not `active` signs in no more; their words stay, and theirs is the name beside them'),
    externalId: z
      .string()
      .exactOptional()
      .describe('What the application whose tokens they come with calls them'),
    createdAt: instant,
  }),
)
