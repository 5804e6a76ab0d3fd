/** `copydesk migrate`: brings the database to this version's schema ahead of the start, which does it too. */
import { loadSettings } from '../settings/load-settings.ts'
import type { CliCommand } from './cli-command.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { withServices } from './open-services.ts'

export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'brings the database to the schema of this version, as start does by itself',
  arguments: [],
  options: {},
  details: ['Back the data folder up first: there is no way back to an older version.'],
  run: async (io) => {
    const settings = loadSettings(io)
    lockDataDir(settings.dataDir)
    await withServices(settings, async () => {})
    io.print(`The database in ${settings.dataDir} has the schema of this version.`)
    return 0
  },
}
