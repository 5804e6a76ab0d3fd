/** Lets a secret be checked, or says how long to wait: how routes ask the throttle. */
import type { FastifyReply } from 'fastify'
import { Refusal } from '../../command/refusal.ts'
import type { Admitted, SignInAttempt, SignInThrottle } from './sign-in-throttle.ts'

/** Refuses an attempt that has to wait. */
export function admit(reply: FastifyReply, throttle: SignInThrottle, attempt: SignInAttempt): Admitted {
  const admitted = throttle.admit(attempt)
  if (typeof admitted !== 'number') return admitted
  const seconds = Math.ceil(admitted / 1000)
  reply.header('retry-after', String(seconds))
  throw new Refusal('too_many_requests', `Too many attempts to sign in: wait ${seconds} seconds.`)
}

/** Checks what was admitted, and says how it ended. */
export async function checked(admitted: Admitted, check: () => Promise<boolean>): Promise<boolean> {
  try {
    const fits = await check()
    if (fits) admitted.succeeded()
    else admitted.failed()
    return fits
  } catch (error) {
    admitted.abandoned()
    throw error
  }
}
