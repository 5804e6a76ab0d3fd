/** The broker that the settings ask for: by what servers of one database tell each other of changes. */
import { type Broker, createMemoryBroker } from '@copydesk/hub'
import type { Settings } from '../settings/settings.ts'
import { connectionOptions, shownAddress } from '../storage/postgres/connection-options.ts'

export type BrokerSettings = Pick<Settings, 'databaseUrl' | 'databaseListenUrl'>

const whenPooled =
  'LISTEN brings nothing, as behind a pooler in transaction mode; set COPYDESK_DATABASE_LISTEN_URL to an address past it'

/** One that reaches its server at once or later: its state says so. `listenerFailed` is told what listeners throw. */
export async function openBroker(
  settings: BrokerSettings,
  listenerFailed: (error: unknown) => void,
): Promise<Broker> {
  const url = settings.databaseListenUrl ?? settings.databaseUrl
  if (url === undefined) return createMemoryBroker({ listenerFailed })
  const { createPostgresBroker } = await import('@copydesk/hub/postgres')
  const options = connectionOptions(url)
  return createPostgresBroker({
    connection: options.client,
    name: shownAddress(options),
    whenPooled,
    listenerFailed,
  })
}
