/** zod schemas of what `/readyz` tells. */
import { z } from 'zod'
import { named } from '../core/named.ts'
import { type ErrorCode, errors } from '../errors.ts'

const codes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]]

const healthCheck = named(
  'HealthCheck',
  z.object({
    status: z.enum(['pass', 'warn', 'fail']),
    code: z.enum(codes).exactOptional(),
    observedValue: z.number().exactOptional(),
    observedUnit: z.string().exactOptional(),
    output: z.string().describe('What is wrong and what to do').exactOptional(),
  }),
)

export const healthChecks = z
  .record(z.string(), z.array(healthCheck))
  .describe('By name, `component:measurement`, as in draft-inadarei-api-health-check')

export const health = named(
  'Health',
  z.object({
    status: z.enum(['pass', 'warn']).describe('The worst of the checks'),
    checks: healthChecks,
  }),
)
