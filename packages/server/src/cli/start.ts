/** `copydesk start`: the server, from its settings to the signal that ends it. */
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import type { App } from '../http/app.ts'
import { createLogger } from '../http/logger.ts'
import { readChoices } from '../live-switch/live-choices.ts'
import { liveInfo } from '../live-switch/live-info.ts'
import { isSetupNeeded } from '../people/queries.ts'
import type { Services } from '../services.ts'
import { basePathOf, siteOf } from '../settings/base-path.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type Settings, serverRoles } from '../settings/settings.ts'
import type { CliCommand, Io } from './cli-command.ts'
import { type ComposedServer, composeServer } from './compose-server.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { exposedFiles } from './exposed-files.ts'
import { listenFailure } from './listen-failure.ts'
import { openServices } from './open-services.ts'
import { ensureDemo } from './seed.ts'
import { StartedParts, StopAsked } from './started-parts.ts'
import { StopSignal, stopLimitMs } from './stop-signal.ts'
import { tokenSecret } from './token-secret.ts'

export const startCommand: CliCommand = {
  name: 'start',
  summary: 'starts the server',
  arguments: [],
  options: {
    roles: { type: 'string', takes: 'list', meaning: 'parts that this server carries, of web, hub and jobs' },
    demo: { type: 'boolean', meaning: 'with demo people and demo content, sign-in without a password' },
  },
  details: ['Ends with Ctrl-C or SIGTERM, after the requests under way; a second one ends it at once.'],
  run: async (io, call) => {
    const roles = call.text('roles')
    const commandLine = {
      ...(roles === undefined ? {} : { COPYDESK_ROLES: roles }),
      ...(call.flag('demo') ? { COPYDESK_DEMO: 'true' } : {}),
    }
    const settings = loadSettings({ ...io, commandLine })
    const stop = new StopSignal(io)
    // Servers of one PostgreSQL database may run beside each other, those of one file may not.
    const lock = settings.databaseUrl === undefined ? [lockDataDir(settings.dataDir)] : []
    const log = createLogger({ level: settings.logLevel, stream: io.logStream })
    const parts = new StartedParts()
    const limitMs = (settings.leaveSeconds + settings.drainSeconds) * 1000 + stopLimitMs
    const end = () => stop.waitFor(parts.stop(), limitMs, log)
    const serving = serve({ io, settings, lock, log, parts }).catch(async (error: unknown) => {
      if (error instanceof StopAsked) return
      await end()
      throw error
    })
    await Promise.race([serving.then(() => stop.asked), stop.asked])
    log.info('stopping')
    await end()
    return 0
  },
}

interface ServeOptions {
  io: Io
  settings: Settings
  /** Paths that must stay while it runs. */
  lock: readonly string[]
  log: Logger
  parts: StartedParts
}

/** Resolves once it serves. */
async function serve({ io, settings, lock, log, parts }: ServeOptions): Promise<void> {
  const opened = await openServices(settings, {
    log,
    parts,
    alsoPresent: lock,
    inThreads: true,
    onLeftOverLog: (path) =>
      log.warn({ path }, 'the database was replaced by an older one; the log of the newer one was put aside'),
  })
  const exposed = exposedFiles(settings.dataDir)
  if (exposed.length > 0) {
    log.warn(
      { files: exposed },
      `other users of this machine can read the data folder: chmod -R go= ${settings.dataDir} keeps them out`,
    )
  }
  if (settings.demo) await ensureDemo(opened.services)
  const secret = await tokenSecret(settings, opened.services.storage)
  const server = await composeServer({ opened, secret, log })
  await listen(server.app, settings)
  io.print((await greeting(server, opened.services)).join('\n'))
}

/** Connections that may wait to be taken in, when everyone comes back at once; the system may allow fewer. */
const backlog = 4_096

async function listen(app: App, { host, port }: Settings): Promise<void> {
  try {
    await app.listen({ host, port, backlog })
  } catch (error) {
    throw listenFailure(error, {
      host,
      port,
      hostSetting: 'COPYDESK_HOST',
      portSetting: 'COPYDESK_PORT',
    })
  }
}

/** What a person needs to know once the server answers. */
async function greeting(
  { app, setupCode }: ComposedServer,
  { settings, storage }: Services,
): Promise<string[]> {
  const { port } = app.server.address() as AddressInfo
  const own = (host: string) =>
    `http://${host.includes(':') ? `[${host}]` : host}:${port}${basePathOf(settings)}`
  const lines = [`Copydesk is running at ${own(settings.host)}`]
  if (settings.roles.length < serverRoles.length) lines.push(`It carries ${settings.roles.join(' and ')}.`)
  if (settings.publicUrl) lines.push(`People open it at ${siteOf(settings)}`)
  if (settings.demo) {
    lines.push('Demo: choose one of the people on the sign-in page; no password is needed.')
  } else if (await storage.read(isSetupNeeded)) {
    const site = siteOf(settings) ?? own(isWildcard(settings.host) ? '127.0.0.1' : settings.host)
    lines.push(
      'Nobody is there yet. Whoever opens this link becomes the first administrator:',
      `  ${setupCode.link(site)}`,
      'Or run copydesk user add you@example.com --role admin.',
    )
  }
  const choices = await storage.read(readChoices)
  const { reason, websocket } = liveInfo({ settings, choices })
  if (reason) lines.push(`Live updates are off: ${reason}.`)
  else if (websocket.reason) lines.push(`WebSockets are off: ${websocket.reason}. Other transports serve.`)
  lines.push('Stop it with Ctrl-C.')
  return lines
}

/** Listens on every network; no address to open. */
function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
