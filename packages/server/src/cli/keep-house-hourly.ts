/**
 * Lets housekeeping run at the start and every hour, never twice at a time, puts right the counts that are kept, and lets
 * schedules follow the rules of time zones.
 */
import type { Logger } from 'pino'
import { mendCommentCounts } from '../comments/mend-counts.ts'
import { forgetOldRuns } from '../import/runs.ts'
import { keepHouse } from '../jobs/housekeeping.ts'
import { forgetOldNotifications } from '../notifications/inbox/forget.ts'
import { mendInboxCounts } from '../notifications/mend-counts.ts'
import { forgetDeliveries } from '../notifications/trace/forget.ts'
import { followZoneRules } from '../projects/schedules/follow-zone-rules.ts'
import type { Services } from '../services.ts'

const intervalMs = 60 * 60 * 1000
const dayMs = 24 * intervalMs

/** Until the returned function is called; that waits for a run that is under way. */
export function keepHouseHourly(services: Services, log: Logger): () => Promise<void> {
  const failedWorkMaxAgeMs = services.settings.failedWorkDays * dayMs
  /** In this order; what fails holds up none of the others. */
  const works: Record<string, () => Promise<void>> = {
    // First, because what is due earlier by new rules does not wait.
    'schedules by the rules of time zones': () => followZoneRules(services),
    'what outlived its use': () => keepHouse({ ...services, failedWorkMaxAgeMs }),
    'old runs of imports': () => forgetOldRuns(services),
    'the delivery log': () => forgetDeliveries(services),
    'old notifications': () => forgetOldNotifications(services),
    'counts that are kept': () => mendCounts(services, log),
  }
  let running = Promise.resolve()
  const run = () => {
    for (const [work, carryOut] of Object.entries(works)) {
      running = running.then(carryOut).catch((error: unknown) => {
        log.error({ err: error, work }, 'a part of housekeeping failed; it runs again in an hour')
      })
    }
  }
  run()
  const timer = setInterval(run, intervalMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return running
  }
}

/** Where a version that does not keep them wrote, they are behind. */
async function mendCounts(services: Services, log: Logger): Promise<void> {
  const projects = await mendCommentCounts(services)
  const inboxes = await mendInboxCounts(services)
  if (projects + inboxes > 0) log.warn({ projects, inboxes }, 'counts that were not true are counted again')
}
