/** Opens the database and builds what routes, jobs and commands work with. Every command begins here. */

import { join } from 'node:path'
import { createMemoryBroker, Listeners } from '@copydesk/hub'
import { uuidv7 } from 'uuidv7'
import { CommandRunner } from '../command/command-runner.ts'
import type { NewWork } from '../command/outbox.ts'
import { recordActivity } from '../projects/activity/record.ts'
import { ListenerFailures, type ListenerLog } from '../realtime/listener-failures.ts'
import { openBroker } from '../realtime/open-broker.ts'
import type { Services } from '../services.ts'
import type { Settings } from '../settings/settings.ts'
import type { ChannelEvent } from '../storage/journal.ts'
import { connectionOptions, shownAddress } from '../storage/postgres/connection-options.ts'
import { openPostgres } from '../storage/postgres/open.ts'
import { type OpenSqliteOptions, openSqlite } from '../storage/sqlite/open.ts'
import type { Storage } from '../storage/storage.ts'
import { prepareDataFolder } from './data-folder.ts'
import { StartedParts } from './started-parts.ts'

export interface OpenedServices {
  services: Services
  /** Calls back after each commit that left work in the outbox. */
  onWork(listener: (work: NewWork) => void): void
  /**
   * Calls back after each commit that changed what somebody may see or do, until the returned function is called. The
   * command is answered after that.
   */
  onRightsChanged(look: () => Promise<void>): () => void
  listenerFailures: ListenerFailures
  /** Has what was opened here, to go on with; its `stop` closes it. */
  parts: StartedParts
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
  if (settings.databaseUrl !== undefined) {
    return openPostgres({
      url: settings.databaseUrl,
      connections: settings.databaseConnections,
      statementTimeoutMs: settings.databaseStatementSeconds * 1000,
      lockTimeoutMs: settings.databaseLockSeconds * 1000,
    })
  }
  prepareDataFolder(settings.dataDir)
  return openSqlite({ ...options, path: databasePath(settings) })
}

/** SQLite writes its log back into the database as it closes, which takes its time after a large import. */
const closeDatabaseMs = 60_000

export interface OpenServicesOptions extends Omit<OpenSqliteOptions, 'path'> {
  /** Servers hear of its changes from the journal, within seconds: a command needs no broker to begin with. */
  isCommand?: boolean
  /** Standard error when left out. */
  log?: ListenerLog
  /** Where it is started into; a list of its own when left out. */
  parts?: StartedParts
}

/** Throws a CliFailure, a StorageRefusedError or a StorageFailure. */
export async function openServices(
  settings: Settings,
  { log = console, parts = new StartedParts(), isCommand = false, ...options }: OpenServicesOptions = {},
): Promise<OpenedServices> {
  const listenerFailures = new ListenerFailures(log)
  const storage = await parts.start(
    'the database',
    () => openStorage(settings, options),
    (started) => started.close(),
    closeDatabaseMs,
  )
  const broker = await parts.start(
    'the broker',
    async () =>
      isCommand
        ? createMemoryBroker({ listenerFailed: listenerFailures.report })
        : openBroker(settings, listenerFailures.report),
    (started) => started.close(),
  )
  const now = Date.now
  const newId = uuidv7
  const workers = new Listeners<NewWork>(listenerFailures.report)
  const watchers = new Set<() => Promise<void>>()
  const runner = new CommandRunner({
    storage,
    broker,
    now,
    newId,
    record: recordActivity,
    onWork: (work) => workers.tell(work),
    onEvents: async (events) => {
      if (events.some(changesRights)) await Promise.all([...watchers].map((look) => look()))
    },
  })
  return {
    services: { settings, storage, broker, runner, now, elapsed: () => performance.now(), newId },
    onWork: (listener) => workers.add(listener),
    onRightsChanged: (look) => {
      watchers.add(look)
      return () => watchers.delete(look)
    },
    listenerFailures,
    parts,
  }
}

/** Runs `work` with services of its own; a running server hears of its changes from the journal. */
export async function withServices<T>(
  settings: Settings,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const { services, parts } = await openServices(settings, { isCommand: true })
  try {
    return await work(services)
  } finally {
    await parts.stop()
  }
}

/** Whether somebody may see or do something else from here on. */
function changesRights({ event }: ChannelEvent): boolean {
  return event.type === 'person.changed' || event.type === 'access.changed'
}
