/** zod schemas of failed work. */
import { z } from 'zod'
import { actor, entityId, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'

export const failedWork = named(
  'FailedWork',
  z.object({
    id: entityId,
    work: z.string().describe('The name of the work, as in the metrics'),
    actor: actor.describe('In whose name it is carried out'),
    createdAt: instant,
    failedAt: instant,
    attempts: z.int().min(0),
    error: z.string().describe('Why the last attempt failed; what looks like a secret is left out'),
  }),
)

export const failedWorkList = named('FailedWorkList', z.object({ ...page(failedWork), ...snapshot }))
