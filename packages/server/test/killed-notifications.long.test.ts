/**
 * A server that is killed at any moment while people write to each other, snooze, and are mailed: after its restart each
 * is told of what concerns them exactly once in the inbox, and at most once by mail.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Id } from '@copydesk/contract'
import { randomOf } from '@copydesk/testkit/random-of'
import { uuidv7 } from 'uuidv7'
import { expect, it, onTestFinished } from 'vitest'
import { worksWith } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import { nextDue } from '../src/notifications/mail/notices.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import type { Storage } from '../src/storage/storage.ts'
import { type Office, openOffice } from './busy-people.ts'
import type { BusyServerOptions } from './busy-server.ts'
import { type MailServer, startMailServer } from './mail-server.ts'
import { openAt } from './open-at.ts'
import { quickClock } from './quick-clock.ts'
import { createTestDatabase } from './test-storage.ts'
import { expectToldOnce } from './told-truth.ts'

const seed = Number(process.env.LONG_SEED ?? 42)
const lives = Number(process.env.LONG_RUNS ?? 1) * 5

const minute = 60_000
const hour = 60 * minute
/** For how long nobody starts the server again: mails, naps and digests are due by then. */
const away = [0, 26 * hour, 0, 40 * minute, 3 * hour]

function runnerOn(storage: Storage, now: () => number): CommandRunner {
  const broker = { publish: () => {} }
  return new CommandRunner({ storage, broker, now, newId: uuidv7, onWork: () => {} })
}

/** Kills the server some moments after so many things were heard of it: comments, recipients, mails. */
async function liveAndDie(
  options: BusyServerOptions,
  server: MailServer,
  { things, killAfterMs }: { things: number; killAfterMs: number },
): Promise<Id[]> {
  const program = fileURLToPath(new URL('busy-server.ts', import.meta.url))
  const args = ['--conditions=@copydesk/source', program, JSON.stringify(options)]
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: Id[] = []
  const enough = Promise.withResolvers<void>()
  let heard = 0
  const hear = () => {
    heard += 1
    if (heard === things) enough.resolve()
  }
  server.onRecipient = hear
  server.onMessage = hear
  const ended = once(child, 'exit')
  const read = (async () => {
    if (!child.stdout) return
    for await (const id of createInterface({ input: child.stdout })) {
      acknowledged.push(id)
      hear()
    }
  })()
  await Promise.race([enough.promise, ended])
  await setTimeout(killAfterMs)
  child.kill('SIGKILL')
  const [, signal] = await ended
  await read
  expect(signal).toBe('SIGKILL')
  return acknowledged
}

/** Another server waits for the leases of the dead ones, and does all that is to be done; gives when that is. */
async function settle(storage: Storage, { mailer }: MailServer, from: number): Promise<number> {
  let at = from
  let elapsed = 0
  const now = () => at
  const works = worksWith({ mailer, storage, now })
  const parts = { storage, runner: runnerOn(storage, now), now, elapsed: () => elapsed, works, readViewer }
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

it(`everybody is told once, whenever the server is killed (seed ${seed})`, async () => {
  const random = randomOf(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-killed-notifications-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const server = await startMailServer()
  const database = await createTestDatabase(folder)
  const storage = await openAt(database)
  onTestFinished(() => storage.close())
  const office: Office = await openOffice(storage, runnerOn(storage, Date.now))
  const clock = { startedAt: Date.now(), aheadMs: 0 }
  const acknowledged: Id[] = []
  for (let life = 0; life < lives; life += 1) {
    server.answers = below(3) === 0 ? { message: [451, 'Later'] } : {}
    const options = { database, mailPort: server.address.port, office, clock, seed: seed + 1000 * life }
    const moment = { things: 5 + below(60), killAfterMs: below(40) }
    acknowledged.push(...(await liveAndDie(options, server, moment)))
    clock.aheadMs += away[life % away.length] ?? 0
  }
  server.answers = {}
  server.onRecipient = () => {}
  server.onMessage = () => {}
  const now = await settle(storage, server, quickClock(clock)())
  const received = server.received.map(({ messageId = '' }) => messageId.slice(1, messageId.indexOf('@')))
  await expectToldOnce(storage, { office, acknowledged, received, now })
  expect(received.length).toBeGreaterThan(lives)
})
