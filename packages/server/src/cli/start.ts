/** `copydesk start`: the server, from its settings to the signal that ends it. */
import type { AddressInfo } from 'node:net'
import { createLogger } from '../http/logger.ts'
import { readChoices } from '../live/live-choices.ts'
import { liveInfo } from '../live/live-info.ts'
import { isSetupNeeded } from '../people/queries.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../settings/load-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { type CliCommand, CliFailure, type Io } from './cli-command.ts'
import { type ComposedServer, composeServer } from './compose-server.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { listenFailure } from './listen-failure.ts'
import { openServices } from './open-services.ts'
import { ensureDemo } from './seed.ts'
import { tokenSecret } from './token-secret.ts'

/** A stop that takes longer than this and the drain is cut short; what was committed is safe either way. */
const stopDeadlineMs = 10_000

export const startCommand: CliCommand = {
  name: 'start',
  summary: 'starts the server',
  arguments: [],
  options: {
    demo: { type: 'boolean', meaning: 'with demo people and demo content, sign-in without a password' },
  },
  details: ['Ends with Ctrl-C or SIGTERM, after the requests under way.'],
  run: async (io, call) => {
    const commandLine = call.flag('demo') ? { COPYDESK_DEMO: 'true' } : {}
    const settings = loadSettings({ ...io, commandLine })
    const unlock = lockDataDir(settings.dataDir)
    try {
      await serve(io, settings)
    } finally {
      unlock()
    }
    return 0
  },
}

async function serve(io: Io, settings: Settings): Promise<void> {
  const log = createLogger({ level: settings.logLevel, stream: io.logStream })
  const opened = await openServices(settings)
  if (settings.demo) await ensureDemo(opened.services)
  const server = await composeServer({ opened, secret: tokenSecret(settings), log })
  const stopped = Promise.withResolvers<void>()
  io.onStop(() => {
    log.info('stopping')
    const deadline = setTimeout(
      () => stopped.reject(new CliFailure('The server did not stop in time.')),
      settings.drainSeconds * 1000 + stopDeadlineMs,
    )
    server
      .stop()
      .then(stopped.resolve, stopped.reject)
      .finally(() => clearTimeout(deadline))
  })
  await listen(server, settings)
  io.print((await greeting(server, opened.services)).join('\n'))
  await stopped.promise
}

/** Connections that may wait to be taken in, when everyone comes back at once; the system may allow fewer. */
const backlog = 4_096

async function listen({ app, stop }: ComposedServer, { host, port }: Settings): Promise<void> {
  try {
    await app.listen({ host, port, backlog })
  } catch (error) {
    await stop()
    throw listenFailure(error, {
      host,
      port,
      hostSetting: 'COPYDESK_HOST',
      portSetting: 'COPYDESK_PORT',
    })
  }
}

/** What a person needs to know once the server answers. */
async function greeting({ app }: ComposedServer, { settings, storage }: Services): Promise<string[]> {
  const { port } = app.server.address() as AddressInfo
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const lines = [`Copydesk is running at http://${host}:${port}`]
  if (settings.publicUrl) lines.push(`People open it at ${settings.publicUrl.origin}`)
  if (settings.demo) {
    lines.push('Demo: choose one of the people on the sign-in page; no password is needed.')
  } else if (await storage.read(isSetupNeeded)) {
    lines.push('Nobody is there yet: open it to set up the first administrator, or run copydesk user add.')
  }
  const choices = await storage.read(readChoices)
  const { reason, websocket } = liveInfo({ settings, choices })
  if (reason) lines.push(`Live updates are off: ${reason}.`)
  else if (websocket.reason) lines.push(`WebSockets are off: ${websocket.reason}. Other transports serve.`)
  lines.push('Stop it with Ctrl-C.')
  return lines
}
