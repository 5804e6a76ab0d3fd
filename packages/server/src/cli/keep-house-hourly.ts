/**
 * Lets housekeeping run at the start and every hour, never twice at a time, puts right the counts that are kept, and lets
 * schedules follow the rules of time zones. Of several servers whichever comes first keeps house for all of them.
 */
import type { Logger } from 'pino'
import { mendCommentCounts } from '../comments/mend-counts.ts'
import { numberAnswers } from '../comments/number-answers.ts'
import { forgetOldRuns } from '../import/runs.ts'
import { forgetFailedWork } from '../jobs/forget-failed-work.ts'
import { keepHouse } from '../jobs/housekeeping.ts'
import { forgetOldNotifications } from '../notifications/inbox/forget.ts'
import { mendInboxCounts } from '../notifications/mend-counts.ts'
import { forgetDeliveries } from '../notifications/trace/forget.ts'
import { followZoneRules } from '../projects/schedules/follow-zone-rules.ts'
import type { Services } from '../services.ts'
import { lockByName } from '../storage/named-lock.ts'
import type { Tx } from '../storage/storage.ts'
import { takeUpOverdue } from './take-up-overdue.ts'

const intervalMs = 60 * 60 * 1000
/** Less than the interval by more than clocks differ, so that no hour is left out. */
const keptForMs = 50 * 60 * 1000
/** Servers that are started one after the other. */
const startedTogetherMs = 5 * 60 * 1000
const keptKey = 'house_kept_at'

/** Until the returned function is called; that waits for the work that is under way, and begins none. */
export function keepHouseHourly(services: Services, log: Logger): () => Promise<void> {
  /** In this order; what fails holds up none of the others. */
  const works: Record<string, () => Promise<void>> = {
    'what outlived its use': () => keepHouse(services),
    'failed work': () => forgetFailedWork(services),
    'old runs of imports': () => forgetOldRuns(services),
    'the delivery log': () => forgetDeliveries(services),
    'old notifications': () => forgetOldNotifications(services),
    'counts that are kept': () => mendCounts(services, log),
    'what is past due': () => takeUpOverdue(services),
  }
  let running = Promise.resolve()
  let isStopped = false
  const carryOut = (work: string, does: () => Promise<void>) =>
    does().catch((error: unknown) => {
      log.error({ err: error, work }, 'a part of housekeeping failed; it runs again in an hour')
    })
  const keepOnce = async (pauseMs: number) => {
    if (isStopped || !(await services.storage.write((tx) => takeTurn(tx, services.now(), pauseMs)))) return
    for (const [work, does] of Object.entries(works)) if (!isStopped) await carryOut(work, does)
  }
  const run = (pauseMs: number) => {
    running = running
      // At every server, whose rules may be other ones, and first: what is due earlier by them does not wait.
      .then(() => carryOut('schedules by the rules of time zones', () => followZoneRules(services)))
      .then(() => carryOut('whose turn it is', () => keepOnce(pauseMs)))
  }
  run(startedTogetherMs)
  const timer = setInterval(run, intervalMs, keptForMs)
  timer.unref()
  return () => {
    isStopped = true
    clearInterval(timer)
    return running
  }
}

/** Whether nobody has kept house for so long. Who is told so does it, and if it dies, another one an hour later. */
export async function takeTurn(tx: Tx, now: number, pauseMs: number): Promise<boolean> {
  await lockByName(tx, keptKey)
  const row = await tx.selectFrom('meta').select('value').where('key', '=', keptKey).executeTakeFirst()
  const keptAt = Number(row?.value ?? 0)
  // Either way: another clock may be ahead, and one that is set back by years must not put it off.
  if (Math.abs(now - keptAt) < pauseMs) return false
  const value = String(now)
  await tx
    .insertInto('meta')
    .values({ key: keptKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  return true
}

/** Where a version that does not keep them wrote, they are behind. */
async function mendCounts(services: Services, log: Logger): Promise<void> {
  const projects = await mendCommentCounts(services)
  const threads = await numberAnswers(services)
  const inboxes = await mendInboxCounts(services)
  if (projects + inboxes + threads > 0) {
    log.warn({ projects, inboxes, threads }, 'counts that were not true are counted again')
  }
}
