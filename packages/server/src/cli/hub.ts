/** `copydesk hub`: a realtime hub alone, from its configuration to the signal that ends it. No database is opened. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  buildStandaloneHub,
  ConfigError,
  type ReadConfig,
  readConfig,
  realtimeScriptPath,
  type StandaloneHub,
  secretVariables,
  withSecretsOf,
} from '@copydesk/hub/standalone'
import { createLogger } from '../http/logger.ts'
import { processMetricsText } from '../http/process-metrics.ts'
import { type Call, type CliCommand, CliFailure, type Io } from './cli-command.ts'
import { hubGreeting } from './hub-greeting.ts'
import { listenFailure } from './listen-failure.ts'
import { findWebDir } from './product.ts'
import { StopSignal, stopLimitMs } from './stop-signal.ts'

export const hubCommand: CliCommand = {
  name: 'hub',
  summary: 'starts a realtime hub alone, for channels of your own',
  arguments: [],
  options: {
    config: { type: 'string', takes: 'file', meaning: 'its configuration as JSON, such as hub.json' },
    port: { type: 'string', takes: 'number', meaning: 'instead of the configured port (8000)' },
    address: { type: 'string', takes: 'address', meaning: 'instead of the configured address (127.0.0.1)' },
  },
  details: [
    'It needs no database: history is kept in memory. The configuration is in the terms of Centrifugo; the README of',
    '@copydesk/hub lists its keys. Its secrets may come from the environment (these names, or with _FILE a file):',
    ...secretVariables.map((name) => `  ${name}`),
    'Ends with Ctrl-C or SIGTERM, after what its clients are just doing.',
  ],
  run: async (io, call) => {
    const config = configOf(io, call)
    const { level } = config.log
    const log = createLogger({ level, stream: io.logStream })
    const realtimeScript = readRealtimeScript()
    const moreMetrics = processMetricsText()
    const hub = buildStandaloneHub(config, { log, moreMetrics, ...(realtimeScript && { realtimeScript }) })
    const stop = new StopSignal(io)
    const port = await listen(hub, config)
    io.print(hubGreeting(config, port).join('\n'))
    await stop.asked
    log.info('stopping')
    await stop.waitFor(hub.close(), stopLimitMs, log)
    return 0
  },
}

/** Warnings are told; throws a CliFailure that lists every fault. */
function configOf(io: Io, call: Call): ReadConfig {
  const { written, faults } = withSecretsOf(io.env, readFile(io, call.text('config')))
  const read = readConfig(withOverrides(written, call))
  for (const warning of read.warnings) io.complain(warning)
  const all = read.ok ? faults : [...faults, ...read.faults]
  if (!read.ok || all.length > 0) throw new CliFailure(new ConfigError(all).message, 2)
  return read.config
}

function readFile({ cwd }: Io, file: string | undefined): Record<string, unknown> {
  if (file === undefined) return {}
  let content: string
  try {
    content = readFileSync(resolve(cwd, file), 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error
    throw new CliFailure(`The configuration file ${file} cannot be read (${reason}).`, 2)
  }
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    throw new SyntaxError('it is not an object {…}')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CliFailure(`The configuration file ${file} is not valid JSON: ${reason}.`, 2)
  }
}

/** The client for pages without a build step, beside the built web app; undefined where nothing was built. */
function readRealtimeScript(): Buffer | undefined {
  const webDir = findWebDir()
  const file = webDir && join(webDir, realtimeScriptPath)
  return file !== undefined && existsSync(file) ? readFileSync(file) : undefined
}

/** The configuration with what the command line says instead. */
function withOverrides(written: Record<string, unknown>, call: Call): Record<string, unknown> {
  const port = call.text('port')
  const address = call.text('address')
  if (port === undefined && address === undefined) return written
  const given = {
    // What is no number stays as it is, for the check to say so.
    ...(port !== undefined && { port: /^\d+$/.test(port) ? Number(port) : port }),
    ...(address !== undefined && { address }),
  }
  const { http_server: before } = written
  return { ...written, http_server: typeof before === 'object' ? { ...before, ...given } : given }
}

async function listen(
  hub: StandaloneHub,
  { http_server: { address: host, port } }: ReadConfig,
): Promise<number> {
  try {
    return await hub.listen()
  } catch (error) {
    await hub.close()
    throw listenFailure(error, { host, port, hostSetting: '--address', portSetting: '--port' })
  }
}
