/** zod schemas of the requests around invitations. */
import { z } from 'zod'
import { roles } from '../../core/roles.ts'
import type { SchemaOf } from '../../core/schemas.ts'
import { emailAddress, identifier, line } from '../../text/schemas.ts'
import { newPassword } from '../schemas.ts'
import type { AcceptInvitation, CreateInvitation, LookAtInvitation } from './commands.ts'
import { invitationLimits } from './entity.ts'

const token = () => identifier({ max: 100, required: true })

export const createInvitation = z.strictObject({
  role: z.enum(roles),
  label: line({ max: 100 }).optional(),
  days: z.int().min(1).max(invitationLimits.days).optional(),
}) satisfies SchemaOf<CreateInvitation>
export const lookAtInvitation = z.strictObject({ token: token() }) satisfies SchemaOf<LookAtInvitation>
export const acceptInvitation = z.strictObject({
  token: token(),
  name: line({ max: 200, required: true }),
  email: emailAddress(),
  password: newPassword(),
}) satisfies SchemaOf<AcceptInvitation>
