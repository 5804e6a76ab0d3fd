/** zod schemas of groups. */
import { z } from 'zod'
import { entityId, identified, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'

export const group = named(
  'Group',
  z.object({
    ...identified,
    name: z.string(),
    memberIds: z
      .array(entityId)
      .describe(
        'By id. Those who are kept out stay in it, and count for nothing until they are let in again',
      ),
    createdAt: instant,
    isManaged: z
      .boolean()
      .describe('The sign-in provider says who is in it, at each sign-in; nobody else changes it here'),
  }),
)

export const groupsSnapshot = named('GroupsSnapshot', z.object({ ...page(group), ...snapshot }))
