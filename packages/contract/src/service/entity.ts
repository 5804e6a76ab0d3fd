/** What `/readyz` tells, in the terms of the draft of health+json (draft-inadarei-api-health-check). */
import type { ErrorCode } from '../errors.ts'

/** `warn`: it serves, and somebody should look at it. */
export type HealthStatus = 'pass' | 'warn' | 'fail'

export interface HealthCheck {
  status: HealthStatus
  /** Why it does not pass, as a code of the registry where there is one. */
  code?: ErrorCode
  observedValue?: number
  observedUnit?: string
  /** What is wrong and what to do, for operators. */
  output?: string
}

/** By name, `component:measurement`; a list each, as the draft has it. */
export type HealthChecks = Record<string, HealthCheck[]>

/** The worst of the checks, and all of them. */
export interface Health {
  status: Exclude<HealthStatus, 'fail'>
  checks: HealthChecks
}
