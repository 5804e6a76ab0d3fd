/**
 * A process that sends what mail is due, and kills itself at a moment of it. Started by killed-mail.long.test.ts with the
 * database, the port of a mail server, and the moment: `claimed`, `unsettled`, or none.
 */
import { uuidv7 } from 'uuidv7'
import { worksWith } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import type { Work } from '../src/command/work.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { mailerTo } from './mailer-to.ts'
import { openAt } from './open-at.ts'

const [database = '', port = '', moment = ''] = process.argv.slice(2)
const storage = await openAt(database)
const runner = new CommandRunner({
  storage,
  broker: { publish: () => {} },
  now: Date.now,
  newId: uuidv7,
  onWork: () => {},
})
const mailer = mailerTo(Number(port))

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('Killed')
}

const works = worksWith({ mailer, storage, now: Date.now }).map((work): Work => {
  if (work.kind !== 'delivery') return work
  if (moment === 'claimed') return { ...work, deliver: async () => die() }
  if (moment === 'unsettled') return { ...work, settle: async () => die() }
  return work
})
const log = { error: () => {} }
const elapsed = () => performance.now()
await new Jobs({ storage, runner, now: Date.now, elapsed, works, readViewer, log }).drain()
await storage.close()
