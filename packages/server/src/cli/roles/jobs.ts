/** The role `jobs`: carries out the outbox and keeps house. Answers nobody, but has figures. */
import { Jobs } from '../../jobs/jobs.ts'
import { workHealth } from '../../jobs/work-health.ts'
import { workMetrics } from '../../jobs/work-metrics.ts'
import { mailerOf } from '../../mail/mailer.ts'
import { mailingOf, setMailing } from '../../mail/mailing.ts'
import { readViewer } from '../../people/read-viewer.ts'
import { keepHouseHourly } from '../keep-house-hourly.ts'
import { worksWith } from '../works.ts'
import type { RoleHttp, Surroundings } from './surroundings.ts'

/** For the batches that are being done, which wait for locks of others at most. */
const stopMs = 10_000

export async function startJobs({ opened, services, parts, secret, log }: Surroundings): Promise<RoleHttp> {
  const { settings, storage, runner, now, elapsed } = services
  const works = worksWith({ mailer: mailerOf(settings, secret), storage, now })
  await storage.write((tx) => setMailing(tx, mailingOf(settings)))
  await parts.start(
    'housekeeping',
    () => keepHouseHourly(services, log),
    (stop) => stop(),
    stopMs,
  )
  await parts.start(
    'the jobs',
    () => {
      const jobs = new Jobs({ storage, runner, now, elapsed, works, readViewer, log })
      opened.onWork((work) => jobs.wake(work))
      jobs.wake()
      return jobs
    },
    (jobs) => jobs.stop(),
    stopMs,
  )
  return {
    rootRoutes: [],
    routes: [],
    metrics: [workMetrics(services, works)],
    health: [workHealth(services, works)],
  }
}
