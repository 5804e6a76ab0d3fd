/**
 * A server that is killed at any moment while people write to each other, snooze, schedule, and are mailed: after its
 * restart each is told of what concerns them exactly once in the inbox, and at most once by mail, and what was scheduled
 * went out once.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Id } from '@copydesk/contract'
import { randomOf } from '@copydesk/testkit/random-of'
import { expect, it, onTestFinished } from 'vitest'
import { openOffice } from './busy-people.ts'
import { BusyProcess } from './busy-process.ts'
import { startMailServer } from './mail-server.ts'
import { openAt } from './open-at.ts'
import { quickClock } from './quick-clock.ts'
import { mailIdsOf, settleWork } from './settle-work.ts'
import { silentRunner } from './silent-runner.ts'
import { createTestDatabase } from './test-storage.ts'
import { expectToldOnce } from './told-truth.ts'
import { expectWholeReleases } from './whole-releases.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
const lives = Number(process.env.LONG_RUNS ?? 1) * 5

const minute = 60_000
const hour = 60 * minute
/** For how long nobody starts the server again: mails, naps and digests are due by then. */
const away = [0, 26 * hour, 0, 40 * minute, 3 * hour]

it(`everybody is told once, whenever the server is killed (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-killed-notifications-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const server = await startMailServer()
  const database = await createTestDatabase(folder)
  const storage = await openAt(database)
  onTestFinished(() => storage.close())
  const office = await openOffice(storage, silentRunner(storage, Date.now))
  const clock = { startedAt: Date.now(), aheadMs: 0 }
  const acknowledged: Id[] = []
  for (let life = 0; life < lives; life += 1) {
    server.answers = below(3) === 0 ? { message: [451, 'Later'] } : {}
    const options = { database, mailPort: server.address.port, office, clock, seed: seed + 1000 * life }
    const busy = new BusyProcess(options, server)
    await busy.reach({ things: 5 + below(60), afterMs: below(40) })
    acknowledged.push(...(await busy.kill()))
    clock.aheadMs += away[life % away.length] ?? 0
  }
  server.answers = {}
  const now = await settleWork(storage, server, quickClock(clock)())
  const received = mailIdsOf([server])
  await expectToldOnce(storage, { office, acknowledged, received, now })
  const { releases } = await expectWholeReleases(storage, { acknowledged: [], isAllTold: true })
  expect(releases.length).toBeGreaterThan(0)
  expect(received.length).toBeGreaterThan(lives)
})
