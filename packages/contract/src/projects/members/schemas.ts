/** zod schemas of the requests around the members of private projects. */
import { z } from 'zod'
import { id, type SchemaOf } from '../../core/schemas.ts'
import type { SetMember } from './commands.ts'
import { memberRoles } from './entity.ts'

export const setMember = z.strictObject({
  id,
  kind: z.enum(['person', 'group']),
  role: z.enum(memberRoles),
}) satisfies SchemaOf<SetMember>
