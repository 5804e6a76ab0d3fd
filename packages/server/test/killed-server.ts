/**
 * The server as a process of its own that people release on and that is killed and started again: its database, an
 * administrator's session, somebody who follows, and what is known of it meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Id, Position } from '@copydesk/contract'
import { createMemoryBroker } from '@copydesk/hub'
import { type ApiCaller, createApiCaller, type StartedServer, startServer } from '@copydesk/testkit'
import { uuidv7 } from 'uuidv7'
import { expect, onTestFinished } from 'vitest'
import { CommandRunner } from '../src/command/command-runner.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { createPerson } from '../src/people/commands.ts'
import { hashPassword } from '../src/people/sign-in/password.ts'
import type { Row } from '../src/storage/schema.ts'
import type { Storage } from '../src/storage/storage.ts'
import { openAt } from './open-at.ts'
import { createContents, driveReleases, type Unanswered } from './release-driver.ts'
import { ReleaseFollower } from './release-follower.ts'
import { createTestDatabase } from './test-storage.ts'
import { expectWholeReleases } from './whole-releases.ts'

const ada = { name: 'Ada', email: 'ada@test.example', role: 'admin' as const }
const password = 'released by the dozen'

export interface Life {
  /** One of each person who releases. */
  randoms: (() => number)[]
  /** So many releases are answered before it ends. */
  releases: number
  /** How long it lives on after that. */
  killAfterMs: number
}

export class KilledServer {
  readonly #server: StartedServer
  readonly #database: string
  readonly #follower: ReleaseFollower
  readonly #acknowledged: Id[] = []
  readonly #unanswered: Unanswered[] = []
  #contentIds: Id[] = []
  #aheadMs = 0
  #caller: ApiCaller

  private constructor(server: StartedServer, database: string, caller: ApiCaller) {
    this.#server = server
    this.#database = database
    this.#caller = caller
    this.#follower = new ReleaseFollower(server.url, async () => {
      return (await this.#caller.post<{ token: string }>('/live/token')).token
    })
  }

  static async start(): Promise<KilledServer> {
    const folder = mkdtempSync(join(tmpdir(), 'copydesk-killed-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const database = await createTestDatabase(folder)
    await invite(database)
    const server = await startServer({ demo: false, dataDir: folder, env: settingsOf(database, 0) })
    onTestFinished(() => server.stop())
    const desk = new KilledServer(server, database, await signIn(server.url))
    onTestFinished(() => desk.#follower.stop())
    desk.#contentIds = await createContents(desk.#caller, 8)
    return desk
  }

  /** People release at once until the server is killed in the middle of that. */
  async liveAndDie({ randoms, releases, killAfterMs }: Life): Promise<void> {
    const enough = Promise.withResolvers<void>()
    let answered = 0
    const driver = {
      caller: this.#caller,
      contentIds: this.#contentIds.slice(2),
      aloneIds: this.#contentIds.slice(0, 2),
      now: () => Date.now() + this.#aheadMs,
      onProject: (id: Id, position: Position) => this.#follower.follow(id, position),
      onAcknowledged: (id: Id) => {
        this.#acknowledged.push(id)
        answered += 1
        if (answered === releases) enough.resolve()
      },
    }
    const driven = Promise.all(randoms.map((random) => driveReleases({ ...driver, random })))
    await Promise.race([enough.promise, driven])
    await setTimeout(killAfterMs)
    await this.#server.kill('SIGKILL')
    for (const command of await driven) if (command) this.#unanswered.push(command)
  }

  /** As if nobody had started it for so long; what had no answer is sent again, as it was. */
  async startAgain(afterMs: number): Promise<void> {
    this.#aheadMs += afterMs
    await this.#server.restart(settingsOf(this.#database, this.#aheadMs))
    this.#caller = await signIn(this.#server.url)
    for (const { method, path, body, key } of this.#unanswered.splice(0)) {
      const answer = await this.#caller.send(method, path, body, { 'idempotency-key': key })
      expect(answer.status, `${method} ${path}: ${await answer.text()}`).toBeLessThan(500)
    }
  }

  /** Waits until nothing is due any more and everybody has been told, and somebody has decided what was missed. */
  async settle(): Promise<void> {
    await this.#workedOff()
    const missed = (await this.#schedules()).filter(({ state }) => state === 'missed')
    for (const [index, schedule] of missed.entries()) {
      const { project_id, content_id, version_id } = schedule
      const of =
        project_id === null ? `content/${content_id}/versions/${version_id}` : `projects/${project_id}`
      // What is in its way by now is in the way of this as well.
      if (index % 2 === 0) await this.#caller.send('POST', `/${of}/schedule/run`, {})
      else await this.#caller.send('DELETE', `/${of}/schedule`)
    }
    await this.#workedOff()
  }

  /** Whoever followed has heard all there was, without gap or double, and each release once. Counts the releases. */
  async checkHeard(): Promise<number> {
    const { releases, heads } = await this.open(async (storage) =>
      storage.read(async (tx) => ({
        releases: await tx.selectFrom('releases').select(['id', 'project_id']).execute(),
        heads: new Map(
          (await tx.selectFrom('channels').select(['name', 'head']).execute()).map((row) => [
            row.name,
            row.head,
          ]),
        ),
      })),
    )
    for (const channel of Object.keys(this.#follower.heard())) {
      await expect
        .poll(() => this.#follower.heard()[channel], { message: channel })
        .toBe(heads.get(channel) ?? 0)
    }
    for (const [projectId, released] of this.#follower.releases()) {
      const own = releases.filter(({ project_id }) => project_id === projectId).map(({ id }) => id)
      expect(released, projectId).toEqual(own)
      if (own.length > 0) this.#follower.forget(projectId)
    }
    expect(this.#follower.faults).toEqual([])
    return releases.length
  }

  /** All that must agree in the database agrees. */
  async check(isAllTold: boolean): Promise<void> {
    const acknowledged = this.#acknowledged
    await this.open((storage) => expectWholeReleases(storage, { acknowledged, isAllTold }))
  }

  async open<T>(work: (storage: Storage) => Promise<T>): Promise<T> {
    const storage = await openAt(this.#database)
    try {
      return await work(storage)
    } finally {
      await storage.close()
    }
  }

  #schedules(): Promise<Row<'schedules'>[]> {
    return this.open((storage) => storage.read((tx) => tx.selectFrom('schedules').selectAll().execute()))
  }

  async #workedOff(): Promise<void> {
    await this.open((storage) =>
      expect
        .poll(() =>
          storage.read(async (tx) => ({
            pending: await tx.selectFrom('schedules').select('id').where('state', '=', 'pending').execute(),
            due: await tx
              .selectFrom('outbox')
              .select('topic')
              .where('due_at', '<=', Date.now() + this.#aheadMs)
              .execute(),
          })),
        )
        .toEqual({ pending: [], due: [] }),
    )
  }
}

/** One person who may do everything, in a database without a server. */
async function invite(database: string): Promise<void> {
  const storage = await openAt(database)
  const broker = createMemoryBroker()
  const runner = new CommandRunner({ storage, broker, now: Date.now, newId: uuidv7, onWork: () => {} })
  const passwordHash = await hashPassword(password)
  await runner.run({ actor: systemActor }, createPerson({ ...ada, passwordHash }))
  await storage.close()
}

/** Of a process whose clock is ahead, as if it had been started so much later. */
function settingsOf(database: string, aheadMs: number): Record<string, string> {
  const clock = encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${aheadMs}`)
  return {
    NODE_OPTIONS: `--import=data:text/javascript,${clock}`,
    ...(database.startsWith('postgres:') && { COPYDESK_DATABASE_URL: database }),
  }
}

async function signIn(url: string): Promise<ApiCaller> {
  const answer = await createApiCaller(url, '').send('POST', '/session', { email: ada.email, password })
  expect(answer.status, await answer.text()).toBe(200)
  const cookie = answer.headers.getSetCookie().map((header) => header.split(';')[0])
  return createApiCaller(url, cookie.join('; '))
}
