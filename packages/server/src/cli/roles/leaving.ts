/**
 * The first that a stop does: to go on as before while `/readyz` says that the server leaves, until whatever stands in
 * front of it has seen that and sends nobody here any more. Without it, people who are told to come back would be led
 * to the same server.
 */
import { setTimeout } from 'node:timers/promises'
import type { Surroundings } from './surroundings.ts'

const graceMs = 1_000

export async function startLeaving({ parts, services }: Surroundings): Promise<void> {
  const leaveMs = services.settings.leaveSeconds * 1000
  if (leaveMs === 0) return
  await parts.start(
    'serving',
    () => {},
    () => setTimeout(leaveMs),
    leaveMs + graceMs,
  )
}
