/** zod schemas of the requests about oneself. */
import { z } from 'zod'
import type { SchemaOf } from '../../core/schemas.ts'
import { languageTag, line, secret, timeZone } from '../../text/schemas.ts'
import { newPassword } from '../schemas.ts'
import type { ChangeMe, ChangePassword } from './commands.ts'

export const changeMe = z.strictObject({
  name: line({ max: 200, required: true }).optional(),
  language: languageTag().nullable().optional(),
  timeZone: timeZone().nullable().optional(),
}) satisfies SchemaOf<ChangeMe>
export const changePassword = z.strictObject({
  currentPassword: secret({ max: 1000 }),
  password: newPassword(),
  keepOtherSessions: z.boolean().optional(),
}) satisfies SchemaOf<ChangePassword>
