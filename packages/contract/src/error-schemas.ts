/** zod schema of the body of every error answer. */
import { z } from 'zod'
import { named } from './core/named.ts'
import { type ErrorCode, errors } from './errors.ts'
import { blocker } from './projects/releases/entity-schemas.ts'
import { timeChoice } from './projects/schedules/entity-schemas.ts'
import { healthChecks } from './service/entity-schemas.ts'

const codes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]]

export const problem = named(
  'Problem',
  z.object({
    type: z.string(),
    title: z.string().describe('Safe to show'),
    status: z.int(),
    code: z.enum(codes).describe('Stable; treat one that you do not know by its status'),
    detail: z.string(),
    remedy: z.string().describe('What to do about it'),
    instance: z.string().describe("Id of the request, as in the server's log"),
    errors: z
      .array(
        named(
          'FieldError',
          z.object({ path: z.string().describe('JSON Pointer (RFC 6901)'), message: z.string() }),
        ),
      )
      .exactOptional(),
    blockers: z.array(blocker).exactOptional(),
    choices: z.array(timeChoice).exactOptional(),
    checks: healthChecks.exactOptional(),
  }),
)
