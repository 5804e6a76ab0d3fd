/** `copydesk migrate`: brings the database to this version's schema ahead of the start, which does it too. */
import { loadSettings } from '../settings/load-settings.ts'
import type { CliCommand } from './cli-command.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { databaseLabel, withServices } from './open-services.ts'

export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'brings the database to the schema of this version, as start does by itself',
  arguments: [],
  options: {},
  details: ['Back the database up first: from some versions there is no way back to an older one.'],
  run: async (io) => {
    const settings = loadSettings(io)
    if (settings.databaseUrl === undefined) lockDataDir(settings.dataDir)
    await withServices(settings, async () => {})
    io.print(`${databaseLabel(settings)} has the schema of this version.`)
    return 0
  },
}
