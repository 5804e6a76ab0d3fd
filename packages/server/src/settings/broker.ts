/** By what servers of one database tell each other of changes. Pure. */
import type { Settings } from './settings.ts'
import type { SettingFault } from './settings-error.ts'

/** A file of SQLite is of one server alone, which tells itself. */
export function brokerFaults({
  databaseUrl,
  databaseListenUrl,
}: Pick<Settings, 'databaseUrl' | 'databaseListenUrl'>): SettingFault[] {
  if (databaseUrl !== undefined || databaseListenUrl === undefined) return []
  return [
    {
      what: 'COPYDESK_DATABASE_LISTEN_URL is set, and COPYDESK_DATABASE_URL is not.',
      fix: 'It is a second way to the database of COPYDESK_DATABASE_URL: set both, or unset it.',
    },
  ]
}
