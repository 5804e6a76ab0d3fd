/** zod schemas of the requests around signing in. */
import { z } from 'zod'
import { roles } from '../core/roles.ts'
import type { SchemaOf } from '../core/schemas.ts'
import { emailAddress, emailTyped, line, secret } from '../text/schemas.ts'
import { type ChangePerson, type DemoSignIn, demoPeople, type Setup, type SignIn } from './commands.ts'

/** The rule for every password that is chosen. */
export const newPassword = () => secret({ min: 10, max: 1000 })

export const signIn = z.strictObject({
  email: emailTyped(),
  password: secret({ max: 1000 }),
}) satisfies SchemaOf<SignIn>
export const demoSignIn = z.strictObject({
  person: z.enum(demoPeople),
}) satisfies SchemaOf<DemoSignIn>
export const setup = z.strictObject({
  code: line({ max: 100 }),
  name: line({ max: 200, required: true }),
  email: emailAddress(),
  password: newPassword(),
}) satisfies SchemaOf<Setup>
export const changePerson = z.strictObject({
  role: z.enum(roles).optional(),
  state: z.enum(['active', 'deactivated']).optional(),
  revokeKeys: z.boolean().optional(),
}) satisfies SchemaOf<ChangePerson>
