/** zod schemas of what people want to be told of. */
import { z } from 'zod'
import { identified, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { notificationTypes } from './entity.ts'

export const preference = named(
  'Preference',
  z.object({
    id: z.enum(notificationTypes).describe('The type of notification'),
    revision: identified.revision,
    channels: z.object({ inbox: z.boolean() }).describe('Where one is told of it'),
  }),
)

export const preferencesSnapshot = named(
  'PreferencesSnapshot',
  z.object({ ...page(preference), ...snapshot }),
)
