/** zod schemas of what a person sees of themself alone. */
import { z } from 'zod'
import { entityId, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { person } from '../person-schemas.ts'

export const me = named(
  'Me',
  person.extend({
    language: z
      .string()
      .nullable()
      .describe('BCP 47 language tag in which dates are written; null: as the device does'),
    timeZone: z.string().nullable().describe('IANA time zone by which times are shown; null: the device’s'),
    hasPassword: z.boolean().describe('They can sign in with a password, and change it'),
  }),
)

export const ownSession = named(
  'OwnSession',
  z.object({
    id: entityId,
    device: z.string().nullable().describe('Browser and system in words; null where it is not known'),
    startedAt: instant,
    lastSeenAt: instant.describe('To some minutes'),
  }),
)

export const ownSessions = named(
  'OwnSessions',
  z.object({ ...page(ownSession), currentId: entityId.describe('The one that asks'), ...snapshot }),
)
