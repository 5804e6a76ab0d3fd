/** Another server waits for the leases of the dead ones, and does all that is to be done. */
import type { Id } from '@copydesk/contract'
import { worksWith } from '../src/cli/works.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { nextDue } from '../src/notifications/mail/notices.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import type { Storage } from '../src/storage/storage.ts'
import type { MailServer } from './mail-server.ts'
import { silentRunner } from './silent-runner.ts'

const minute = 60_000
const hour = 60 * minute

/** Gives when that is. */
export async function settleWork(storage: Storage, { mailer }: MailServer, from: number): Promise<number> {
  let at = from
  let elapsed = 0
  const now = () => at
  const works = worksWith({ mailer, storage, now })
  const parts = {
    storage,
    runner: silentRunner(storage, now),
    now,
    elapsed: () => elapsed,
    works,
    readViewer,
  }
  const errors: unknown[] = []
  const jobs = new Jobs({ ...parts, log: { error: ({ err }: { err?: unknown }) => errors.push(err) } })
  for (let due: number | undefined = at; due !== undefined; due = await storage.read(nextDue)) {
    at = Math.max(at, due)
    for (let round = 0; round < 4; round += 1) {
      await jobs.drain()
      elapsed += minute
      at += hour
    }
  }
  await jobs.drain()
  return at
}

/** The mails that the servers took, by their id, as often as they did. */
export function mailIdsOf(servers: readonly MailServer[]): Id[] {
  return servers.flatMap(({ received }) =>
    received.map(({ messageId = '' }) => messageId.slice(1, messageId.indexOf('@'))),
  )
}
