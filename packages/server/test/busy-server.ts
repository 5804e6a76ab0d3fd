/**
 * A process in which people are busy while its jobs tell, mail and release, until it is killed. Started by
 * busy-process.ts with what it needs as JSON; prints the id of each comment that was acknowledged.
 */
import { randomOf } from '@copydesk/testkit/random-of'
import { uuidv7 } from 'uuidv7'
import { worksWith } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { recordActivity } from '../src/projects/activity/record.ts'
import { beBusy, type Office } from './busy-people.ts'
import { mailerTo } from './mailer-to.ts'
import { openAt } from './open-at.ts'
import { type QuickClock, quickClock, quickElapsed } from './quick-clock.ts'

export interface BusyServerOptions {
  database: string
  mailPort: number
  office: Office
  clock: QuickClock
  seed: number
}

const { database, mailPort, office, clock, seed } = JSON.parse(process.argv[2] ?? '') as BusyServerOptions
const storage = await openAt(database, 20)
const now = quickClock(clock)
const runner = new CommandRunner({
  storage,
  broker: { publish: () => {} },
  now,
  newId: uuidv7,
  record: recordActivity,
  onWork: (work) => jobs.wake(work),
})
const works = worksWith({ mailer: mailerTo(mailPort), storage, now })
const log = { error: () => {} }
const jobs = new Jobs({ storage, runner, now, elapsed: quickElapsed, works, readViewer, log, idleMs: 20 })
jobs.wake()
const onComment = (id: string) => void process.stdout.write(`${id}\n`)
await Promise.all(
  [1, 2, 3].map((person) => {
    const random = randomOf(seed + person)
    return beBusy(office, { storage, runner, now, random, onComment })
  }),
)
