/** The role `jobs`: carries out the outbox and keeps house. Answers nobody, but has figures. */
import { Jobs } from '../../jobs/jobs.ts'
import { onWorkElsewhere } from '../../jobs/wake-nodes.ts'
import { workHealth } from '../../jobs/work-health.ts'
import { workMetrics } from '../../jobs/work-metrics.ts'
import { mailingOf, setMailing } from '../../mail/mailing.ts'
import { readViewer } from '../../people/read-viewer.ts'
import { keepHouseHourly } from '../keep-house-hourly.ts'
import { worksWith } from '../works.ts'
import { siteMailer } from './site-mailer.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** For the batches that are being done, which wait for locks of others at most. */
const stopMs = 10_000

export async function startJobs(surroundings: Surroundings): Promise<RoleHttp> {
  const { opened, services, parts, log } = surroundings
  const { settings, storage, runner, now, elapsed } = services
  const works = worksWith({ mailer: siteMailer(surroundings), storage, now })
  await storage.write((tx) => setMailing(tx, mailingOf(settings)))
  await parts.start(
    'housekeeping',
    () => keepHouseHourly(services, log),
    (stop) => stop(),
    stopMs,
  )
  const jobs = await parts.start(
    'the jobs',
    () => {
      const started = new Jobs({ storage, runner, now, elapsed, works, readViewer, log })
      opened.onWork((work) => started.wake(work))
      started.wake()
      return started
    },
    (started) => started.stop(),
    stopMs,
  )
  await parts.start(
    'hearing of work elsewhere',
    () => onWorkElsewhere(services.broker, (work) => jobs.wake(work)),
    (end) => end(),
  )
  return {
    rootRoutes: [],
    routes: [],
    metrics: [workMetrics(services, works)],
    health: [workHealth(services, works)],
  }
}
