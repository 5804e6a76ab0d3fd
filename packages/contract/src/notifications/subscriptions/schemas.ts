/** zod schemas of the requests that watch and mute. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import type { ChangeSubscription } from './commands.ts'
import { subscriptionLevels } from './entity.ts'

export const changeSubscription = z.strictObject({
  level: z.enum(subscriptionLevels),
}) satisfies SchemaOf<ChangeSubscription>
