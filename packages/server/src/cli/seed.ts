/** `copydesk seed`: the demo's people and content, without a server. */
import { seedDemo } from '../demo/seed-demo.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type CliCommand, CliFailure } from './cli-command.ts'
import { databaseLabel, withServices } from './open-services.ts'

export const seedCommand: CliCommand = {
  name: 'seed',
  summary: 'fills an empty database with the demo, as start --demo does by itself',
  arguments: [],
  options: {},
  details: ['The demo people can only sign in to a server in demo mode: they have no passwords.'],
  run: async (io) => {
    const settings = loadSettings(io)
    const isNew = await withServices(settings, ensureDemo)
    io.print(isNew ? 'The demo is set up.' : 'The demo is there already; nothing was changed.')
    return 0
  },
}

/**
 * Sets the demo up unless it is there; whether it was set up now. Throws where real people are: in demo mode
 * anyone on this machine could sign in beside them.
 */
export async function ensureDemo({ storage, settings, now }: Services): Promise<boolean> {
  const outcome = await seedDemo(storage, now())
  if (outcome !== 'occupied') return outcome === 'seeded'
  throw new CliFailure(
    `${databaseLabel(settings)} belongs to real people: the demo does not go there. ` +
      `Set ${settings.databaseUrl === undefined ? 'COPYDESK_DATA_DIR to another folder' : 'COPYDESK_DATABASE_URL to another database'}, or start without --demo.`,
  )
}
