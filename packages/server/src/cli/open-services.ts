/** Opens the database and builds what routes, jobs and commands work with. Every command begins here. */
import { join } from 'node:path'
import { createMemoryBroker, Listeners } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { CommandRunner } from '../command/command-runner.ts'
import { ListenerFailures, type ListenerLog } from '../realtime/listener-failures.ts'
import type { Services } from '../services.ts'
import type { Settings } from '../settings/settings.ts'
import { connectionOptions, shownAddress } from '../storage/postgres/connection-options.ts'
import { openPostgres } from '../storage/postgres/open.ts'
import { type OpenSqliteOptions, openSqlite } from '../storage/sqlite/open.ts'
import type { Storage } from '../storage/storage.ts'
import { prepareDataFolder } from './data-folder.ts'

export interface OpenedServices {
  services: Services
  /** Calls back after each commit that left work in the outbox. */
  onWork(listener: () => void): void
  listenerFailures: ListenerFailures
  close(): Promise<void>
}

/** Where the SQLite database is, or will be. */
export function databasePath({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(dataDir, 'copydesk.db')
}

/** The database for people, without the password. */
export function databaseLabel({ dataDir, databaseUrl }: Pick<Settings, 'dataDir' | 'databaseUrl'>): string {
  return databaseUrl === undefined
    ? `The database in ${dataDir}`
    : `The database ${shownAddress(connectionOptions(databaseUrl))}`
}

/** Throws a CliFailure, a StorageRefusedError or a StorageFailure. */
export async function openStorage(
  settings: Settings,
  options: Omit<OpenSqliteOptions, 'path'> = {},
): Promise<Storage> {
  const { databaseUrl, databaseConnections } = settings
  if (databaseUrl !== undefined) return openPostgres({ url: databaseUrl, connections: databaseConnections })
  prepareDataFolder(settings.dataDir)
  return openSqlite({ ...options, path: databasePath(settings) })
}

export interface OpenServicesOptions extends Omit<OpenSqliteOptions, 'path'> {
  /** Standard error when left out. */
  log?: ListenerLog
}

/** Throws a CliFailure, a StorageRefusedError or a StorageFailure. */
export async function openServices(
  settings: Settings,
  { log = console, ...options }: OpenServicesOptions = {},
): Promise<OpenedServices> {
  const storage = await openStorage(settings, options)
  const listenerFailures = new ListenerFailures(log)
  const broker = createMemoryBroker({ listenerFailed: listenerFailures.report })
  const now = Date.now
  const newId = uuidv7
  const workers = new Listeners(listenerFailures.report)
  const runner = new CommandRunner({ storage, broker, now, newId, onWork: () => workers.tell() })
  return {
    services: { settings, storage, broker, runner, now, elapsed: () => performance.now(), newId },
    onWork: (listener) => workers.add(listener),
    listenerFailures,
    close: async () => {
      await broker.close()
      await storage.close()
    },
  }
}

/** Runs `work` with services of its own; a running server hears of its changes from the journal. */
export async function withServices<T>(
  settings: Settings,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const { services, close } = await openServices(settings)
  try {
    return await work(services)
  } finally {
    await close()
  }
}
