/** zod schemas of the requests that change what people are told of. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import type { ChangeMailSettings, ChangePreference } from './commands.ts'
import { digestPeriods, type Weekday } from './entity.ts'

export const changePreference = z.strictObject({
  channels: z.strictObject({ inbox: z.boolean().optional(), email: z.boolean().optional() }),
}) satisfies SchemaOf<ChangePreference>

const hour = z.int().min(0).max(23)

/** By their number, so that the document lists them. */
export const weekday = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as Weekday)))

export const changeMailSettings = z.strictObject({
  waitMinutes: z.int().min(1).max(1440).optional(),
  digest: z
    .strictObject({
      every: z.enum(digestPeriods),
      hour,
      weekday,
    })
    .optional(),
  workingDays: z.array(weekday).min(1).max(7).optional(),
  quietHours: z.strictObject({ from: hour, to: hour }).nullable().optional(),
  mutedThreads: z.literal(0).optional(),
  refusedAddress: z.literal(null).optional(),
}) satisfies SchemaOf<ChangeMailSettings>
