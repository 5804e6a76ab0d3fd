/** Lets housekeeping run at the start and every hour, never twice at a time. */
import type { Logger } from 'pino'
import { keepHouse } from '../jobs/housekeeping.ts'
import type { Services } from '../services.ts'

const intervalMs = 60 * 60 * 1000
const dayMs = 24 * intervalMs

/** Until the returned function is called; that waits for a run that is under way. */
export function keepHouseHourly(services: Services, log: Logger): () => Promise<void> {
  const failedWorkMaxAgeMs = services.settings.failedWorkDays * dayMs
  let running = Promise.resolve()
  const run = () => {
    running = running
      .then(() => keepHouse({ ...services, failedWorkMaxAgeMs }))
      .catch((error: unknown) => log.error({ err: error }, 'housekeeping failed; it runs again in an hour'))
  }
  run()
  const timer = setInterval(run, intervalMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}
