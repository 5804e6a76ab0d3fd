/**
 * A whole server for one test: `await createTestApp({ routes: [projectRoutes] })` gives an app on a temporary
 * database with a clock that the test moves, five people who are signed in, and jobs that run when told.
 * Everything is thrown away after the test (or hook) that asked for it.
 *
 *     const { as, people, runJobs } = await createTestApp({ routes: [projectRoutes, commentRoutes] })
 *     const answer = await as(people.ben).inject({ method: 'POST', url: '/api/v1/projects', payload: { name: 'Spring' } })
 */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Person, Role } from '@copydesk/contract'
import { type Announcement, type Broker, createMemoryBroker } from '@copydesk/hub'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { type Logger, pino } from 'pino'
import { uuidv7 } from 'uuidv7'
import { expect, onTestFinished } from 'vitest'
import { worksWith } from '../src/cli/works.ts'
import { CommandRunner } from '../src/command/command-runner.ts'
import { systemActor } from '../src/command/system-actor.ts'
import { type App, createApp, type Routes } from '../src/http/app.ts'
import { Jobs } from '../src/jobs/jobs.ts'
import type { Mailer } from '../src/mail/mailer.ts'
import { setMailing } from '../src/mail/mailing.ts'
import { Bearers } from '../src/people/callers/bearers.ts'
import { installCallers } from '../src/people/callers/install-callers.ts'
import { createPerson } from '../src/people/commands.ts'
import { createInvitationRoutes } from '../src/people/invitations/routes.ts'
import { keyRoutes } from '../src/people/keys/routes.ts'
import { ServiceKeys } from '../src/people/keys/service-keys.ts'
import { createProfileRoutes } from '../src/people/profile/routes.ts'
import { readViewer } from '../src/people/read-viewer.ts'
import { peopleRoutes } from '../src/people/routes.ts'
import { ConnectionTokens } from '../src/people/sessions/connection-token.ts'
import { Cookies, sessionCookieName } from '../src/people/sessions/cookies.ts'
import { createSessionRoutes } from '../src/people/sessions/routes.ts'
import { Sessions } from '../src/people/sessions/sessions.ts'
import { DeviceCookies } from '../src/people/sign-in/device-cookie.ts'
import { SetupCode } from '../src/people/sign-in/setup-code.ts'
import { SignInThrottle } from '../src/people/sign-in/sign-in-throttle.ts'
import { PersonTokens } from '../src/people/tokens/person-tokens.ts'
import { recordActivity } from '../src/projects/activity/record.ts'
import type { Services } from '../src/services.ts'
import { type Settings, serverRoles } from '../src/settings/settings.ts'
import type { Storage } from '../src/storage/storage.ts'
import { watchAnswers } from './declared-answers.ts'
import { openTestStorage } from './test-storage.ts'
import { watchDoors } from './watch-doors.ts'

/** When the clock of a test starts. */
export const testStart = Date.UTC(2026, 2, 2, 9)

/** The address that a browser has the app at: its Host and Origin headers. */
export const testAuthority = '127.0.0.1:4600'
export const testOrigin = `http://${testAuthority}`

/** Their names and roles: an administrator, two editors, a reviewer and a viewer. */
const cast = {
  anna: { name: 'Anna Admin', role: 'admin' },
  ben: { name: 'Ben Berg', role: 'editor' },
  cleo: { name: 'Cleo Costa', role: 'reviewer' },
  dora: { name: 'Dora Dahl', role: 'viewer' },
  emil: { name: 'Emil Ek', role: 'editor' },
} as const satisfies Record<string, { name: string; role: Role }>

export type TestPeople = Record<keyof typeof cast, Person>

export interface TestAppOptions {
  /** Outside of `/api/v1`. */
  rootRoutes?: readonly Routes[]
  /** The domains under test; sessions and people are always there. */
  routes?: readonly Routes[]
  settings?: Partial<Settings>
  /** Only errors are logged when left out. */
  logger?: Logger
  /** By what mail leaves; none does when left out. */
  mailer?: Mailer
  /** False: nobody is there, as on a fresh installation. */
  withPeople?: boolean
  /** True: it is there for a whole suite, which closes it; else it ends with the test. */
  isKept?: boolean
}

/** Requests in the name of one person, with the cookie of a real session and a page's Origin. */
export interface Caller {
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
}

export interface TestApp {
  app: App
  services: Services
  storage: Storage
  sessions: Sessions
  keys: ServiceKeys
  tokens: ConnectionTokens
  personTokens: PersonTokens
  cookies: Cookies
  setupCode: SetupCode
  people: TestPeople
  /** What was announced to the hub, oldest first. */
  announced: Announcement[]
  as(person: Person): Caller
  /** Moves the clock. */
  advance(ms: number): void
  /** Lets a second pass, for work that waits a little, and carries out all that is due. Throws if any of it fails. */
  runJobs(): Promise<void>
  /** The same where some of it is meant to fail; gives what was logged of that. */
  runFailingJobs(): Promise<unknown[]>
  /** Throws everything away at once; for tests that make many of these. Happens by itself otherwise. */
  close(): Promise<void>
}

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-test-'))
  const storage = await openTestStorage(folder)
  const watched = await watchDoors(storage)
  let time = testStart
  const now = () => time
  const announced: Announcement[] = []
  const carrier = createMemoryBroker()
  const broker: Broker = {
    ...carrier,
    publish: (announcements) => {
      announced.push(...announcements)
      carrier.publish(announcements)
    },
  }
  const runner = new CommandRunner({
    storage: watched,
    broker,
    now,
    newId: uuidv7,
    record: recordActivity,
    onWork: () => {},
  })
  const failures: unknown[] = []
  const log = { error: (fields: object) => failures.push(fields) }
  const services: Services = {
    settings: { ...testSettings(folder), ...options.settings },
    storage,
    broker,
    runner,
    now,
    elapsed: () => time - testStart,
    newId: uuidv7,
  }
  const jobs = new Jobs({
    storage: watched,
    runner,
    now,
    elapsed: services.elapsed,
    works: worksWith({ mailer: options.mailer, storage: watched, now }),
    readViewer,
    log,
  })
  const sessions = new Sessions(services)
  const secret = 'a secret of the tests, long enough'
  const keys = new ServiceKeys(services)
  const personTokens = new PersonTokens(services)
  const bearers = new Bearers({ ...services, keys, personTokens })
  const tokens = new ConnectionTokens({ secret, sessions, keys, now })
  const { settings } = services
  const cookies = new Cookies({ settings, port: () => settings.port })
  const setupCode = new SetupCode(secret)
  const devices = new DeviceCookies(secret)
  const throttle = new SignInThrottle(services.elapsed)
  const lies = new Set<string>()
  const app = await createApp({
    services,
    logger: options.logger ?? pino({ level: 'error' }),
    rootRoutes: [(root) => watchAnswers(root, lies), ...(options.rootRoutes ?? [])],
    routes: [
      (api) => installCallers(api, { sessions, cookies, bearers }),
      createSessionRoutes({ sessions, tokens, cookies, devices, setupCode, throttle }),
      ...(options.routes ?? []),
      peopleRoutes,
      createProfileRoutes({ sessions, cookies, throttle }),
      createInvitationRoutes({ sessions, cookies }),
      keyRoutes,
    ],
  })
  let closing: Promise<void> | undefined
  const close = async () => {
    await app.close()
    await storage.close()
    rmSync(folder, { recursive: true })
  }
  const closeOnce = () => {
    closing ??= close()
    return closing
  }
  const end = async () => {
    await closeOnce()
    expect([...lies], 'what the API answered and its document does not declare').toEqual([])
  }
  if (!options.isKept) onTestFinished(end)

  if (options.mailer) await storage.write((tx) => setMailing(tx, 'on'))
  const people = (options.withPeople ?? true) ? await createCast(runner) : ({} as TestPeople)
  const cookieOfPerson = new Map<string, string>()
  const cookieOf = async (person: Person) => {
    const cookie =
      cookieOfPerson.get(person.id) ?? `${sessionCookieName}=${(await sessions.start(person.id)).token}`
    cookieOfPerson.set(person.id, cookie)
    return cookie
  }
  return {
    app,
    services,
    storage,
    sessions,
    keys,
    tokens,
    personTokens,
    cookies,
    setupCode,
    people,
    announced,
    as: (person) => ({
      inject: async (request) => {
        const headers = { origin: testOrigin, cookie: await cookieOf(person), ...request.headers }
        return app.inject({ authority: testAuthority, ...request, headers })
      },
    }),
    advance: (ms) => {
      time += ms
    },
    runFailingJobs: async () => {
      time += 1000
      await jobs.drain()
      return failures.splice(0)
    },
    runJobs: async () => {
      time += 1000
      await jobs.drain()
      if (failures.length > 0) throw new Error('A job failed', { cause: failures })
    },
    close: options.isKept ? end : closeOnce,
  }
}

async function createCast(runner: CommandRunner): Promise<TestPeople> {
  const people: Partial<TestPeople> = {}
  for (const [key, { name, role }] of Object.entries(cast)) {
    const input = { name, role, email: `${key}@test.example`, passwordHash: null }
    const { body } = await runner.run({ actor: systemActor }, createPerson(input))
    people[key as keyof typeof cast] = body
  }
  return people as TestPeople
}

function testSettings(dataDir: string): Settings {
  return {
    roles: serverRoles,
    host: '127.0.0.1',
    port: 4600,
    publicUrl: undefined,
    dataDir,
    databaseUrl: undefined,
    databaseListenUrl: undefined,
    broker: undefined,
    databaseConnections: 2,
    databaseStatementSeconds: 30,
    databaseLockSeconds: 5,
    failedWorkDays: 90,
    deliveryDays: 90,
    inboxDays: 180,
    trashDays: 30,
    websocketsEnabled: true,
    transports: ['websocket'],
    maxConnections: undefined,
    maxConnectionsPerPerson: undefined,
    drainSeconds: 0,
    leaveSeconds: 0,
    allowedOrigins: [],
    trustProxy: false,
    tokenSecret: undefined,
    personTokenSecret: undefined,
    personTokenPublicKey: undefined,
    personTokenIssuer: undefined,
    personTokenAudience: undefined,
    oidcIssuer: undefined,
    oidcClientId: undefined,
    oidcClientSecret: undefined,
    oidcScopes: 'openid profile email',
    oidcGroupsClaim: 'groups',
    oidcRoles: new Map(),
    oidcGroups: [],
    oidcDefaultRole: 'viewer',
    oidcLinkByEmail: false,
    oidcButton: 'Sign in with single sign-on',
    removedNames: 'keep',
    smtpServer: undefined,
    mailFrom: undefined,
    apiKeys: [],
    namespaces: [],
    metricsToken: undefined,
    logLevel: 'silent',
    demo: false,
    sources: {},
  }
}
