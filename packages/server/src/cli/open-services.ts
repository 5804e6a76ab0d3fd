/** Opens the database and builds what routes, jobs and commands work with. Every command begins here. */
import { join } from 'node:path'
import { createMemoryBroker, Listeners } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { CommandRunner } from '../command/command-runner.ts'
import type { Services } from '../services.ts'
import type { Settings } from '../settings/settings.ts'
import { type OpenSqliteOptions, openSqlite } from '../storage/sqlite/open.ts'
import { prepareDataFolder } from './data-folder.ts'

export interface OpenedServices {
  services: Services
  /** Calls back after each commit that left work in the outbox. */
  onWork(listener: () => void): void
  close(): Promise<void>
}

/** Where the database is, or will be. */
export function databasePath({ dataDir }: Pick<Settings, 'dataDir'>): string {
  return join(dataDir, 'copydesk.db')
}

/** Throws a CliFailure, a StorageRefusedError or a StorageFailure. */
export async function openServices(
  settings: Settings,
  options: Omit<OpenSqliteOptions, 'path'> = {},
): Promise<OpenedServices> {
  prepareDataFolder(settings.dataDir)
  const storage = await openSqlite({ ...options, path: databasePath(settings) })
  const broker = createMemoryBroker()
  const now = Date.now
  const newId = uuidv7
  const workers = new Listeners()
  const runner = new CommandRunner({ storage, broker, now, newId, onWork: () => workers.tell() })
  return {
    services: { settings, storage, broker, runner, now, elapsed: () => performance.now(), newId },
    onWork: (listener) => workers.add(listener),
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
