/** Counts sign-ins that failed, by the code of the refusal: somebody who guesses is seen here first. */
import { Counter, type Registry } from 'prom-client'
import type { App } from './app.ts'

const doors = new Set(['/api/v1/session', '/api/v1/session/demo', '/api/v1/setup'])
/** Known from the start, so that the first failure is a change already. */
const reasons = ['sign_in_failed', 'too_many_requests', 'setup_code_wrong'] as const

export function countSignInFailures(app: App, registry: Registry): void {
  const failures = new Counter({
    name: 'copydesk_sign_in_failures_total',
    help: 'Sign-ins and set-ups that were refused, by the code of the refusal',
    labelNames: ['reason'],
    registers: [registry],
  })
  for (const reason of reasons) failures.inc({ reason }, 0)
  app.addHook('onResponse', async (request) => {
    if (request.method !== 'POST' || !doors.has(request.routeOptions.url ?? '')) return
    const reason = reasons.find((known) => known === request.noted?.code)
    if (reason !== undefined) failures.inc({ reason }, 1)
  })
}
