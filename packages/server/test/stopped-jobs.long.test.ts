/**
 * Three servers at the work of one database, each killed, or stopped for longer than its leases and woken again, at any
 * moment: who is to be told is told once, what is scheduled goes out once, and mail is sent at most once.
 */
import type { Id } from '@copydesk/contract'
import { randomOf } from '@copydesk/testkit/random-of'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openOffice } from './busy-people.ts'
import { BusyProcess } from './busy-process.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { openAt } from './open-at.ts'
import { leaseOverMs, quickClock } from './quick-clock.ts'
import { mailIdsOf, settleWork } from './settle-work.ts'
import { silentRunner } from './silent-runner.ts'
import { claimTestPostgres } from './test-postgres.ts'
import { expectToldOnce } from './told-truth.ts'
import { expectWholeReleases } from './whole-releases.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
/** What happens to each server. */
const faults = Number(process.env.LONG_RUNS ?? 2)

it(`each piece of work is done once, whichever servers are killed or stand still (seed ${seed})`, async () => {
  const database = await claimTestPostgres(inject('postgresUrl') ?? '')
  const storage = await openAt(database)
  onTestFinished(() => storage.close())
  const office = await openOffice(storage, silentRunner(storage, Date.now))
  const clock = { startedAt: Date.now(), aheadMs: 0 }
  const acknowledged: Id[] = []

  async function liveThrough(server: MailServer, own: number): Promise<void> {
    const random = randomOf(own)
    const below = (limit: number) => Math.floor(random() * limit)
    const begin = (life: number) => {
      const options = { database, mailPort: server.address.port, office, clock, seed: own + 10 * life }
      return new BusyProcess(options, server)
    }
    let busy = begin(0)
    for (let fault = 1; fault <= faults; fault += 1) {
      const isStopped = below(2) === 0
      // In the middle of a mail, mostly: what nobody can take back is what has to be fenced.
      const isMail = isStopped && below(4) > 0
      const things = 1 + below(isMail ? 3 : 30)
      await busy.reach({ things, isMail, afterMs: isMail ? 0 : below(20) })
      if (isStopped) await busy.standStill(leaseOverMs + 3000)
      else {
        acknowledged.push(...(await busy.kill()))
        busy = begin(fault)
      }
    }
    await busy.reach({ things: 10, afterMs: 0 })
    acknowledged.push(...(await busy.kill()))
  }

  const servers = await Promise.all([startMailServer(), startMailServer(), startMailServer()])
  await Promise.all(servers.map((server, index) => liveThrough(server, seed + 1000 * index)))
  const [anyServer] = servers
  const now = await settleWork(storage, anyServer, quickClock(clock)())
  const received = mailIdsOf(servers)
  await expectToldOnce(storage, { office, acknowledged, received, now })
  const { releases } = await expectWholeReleases(storage, { acknowledged: [], isAllTold: true })
  expect(releases.length).toBeGreaterThan(0)
  expect(received.length).toBeGreaterThan(0)
})
