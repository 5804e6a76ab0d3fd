/** zod schemas of what people want to be told of. */
import { z } from 'zod'
import { identified, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { digestPeriods, mailings, notificationTypes } from './entity.ts'
import { weekday } from './schemas.ts'

export const preference = named(
  'Preference',
  z.object({
    id: z.enum(notificationTypes).describe('The type of notification'),
    revision: identified.revision,
    channels: z
      .object({
        inbox: z.boolean(),
        email: z.boolean().describe('Of what is in the inbox, as long as it is unread'),
      })
      .describe('Where one is told of it'),
  }),
)

const hour = z.int().describe('0 to 23, by the clock of the person’s time zone')

export const mailSettings = named(
  'MailSettings',
  z.object({
    revision: identified.revision,
    waitMinutes: z.int().describe('How long something stays unread before mail tells of it'),
    digest: z
      .object({ every: z.enum(digestPeriods), hour, weekday })
      .describe('What no mail told of by itself, at most once in each period'),
    workingDays: z
      .array(weekday)
      .describe('1 is Monday. The digest comes on these; with quiet hours, other days are quiet as a whole'),
    quietHours: z
      .object({ from: hour, to: hour })
      .nullable()
      .describe('Mail waits for their end, unless it is urgent'),
    mutedThreads: z.int().describe('Those whose mail was ended from a mail'),
    refusedAddress: z
      .object({
        address: z.string(),
        note: z.string().describe('What the mail server said'),
        refusedAt: instant,
      })
      .nullable()
      .describe('Set while nothing is mailed because the mail server refused the address'),
  }),
)

export const preferencesSnapshot = named(
  'PreferencesSnapshot',
  z.object({
    ...page(preference),
    mail: mailSettings.describe('Of mail as a whole'),
    mailing: z.enum(mailings).describe('Whether mail leaves this installation'),
    ...snapshot,
  }),
)
