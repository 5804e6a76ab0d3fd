/** `copydesk token`: a connection token for trying an SDK or a script against the hub. */
import { instant } from '../command/command.ts'
import { ServiceKeys } from '../people/keys/service-keys.ts'
import { findAccount } from '../people/queries.ts'
import { ConnectionTokens, connectionTokenLengthMs } from '../people/sessions/connection-token.ts'
import { Sessions } from '../people/sessions/sessions.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type CliCommand, CliFailure } from './cli-command.ts'
import { withServices } from './open-services.ts'
import { tokenSecret } from './token-secret.ts'

export const tokenCommand: CliCommand = {
  name: 'token',
  summary: 'prints a connection token of a person, to try a realtime SDK with',
  arguments: ['email'],
  options: {},
  details: [
    'The token is worth ten minutes, and so is the session it stands for. Anyone who has it follows what that',
    'person may see.',
  ],
  run: async (io, call) => {
    const settings = loadSettings(io)
    const email = call.arguments[0]?.toLowerCase() ?? ''
    const { token, expiresAt } = await withServices(settings, async (services) => {
      const { storage, now } = services
      const account = await storage.read((tx) => findAccount(tx, email))
      if (!account) throw new CliFailure(`There is nobody with the e-mail address ${email}.`)
      const { id } = account.person
      const sessions = new Sessions(services)
      const keys = new ServiceKeys(services)
      const { sessionId } = await sessions.start(id)
      const endsAt = now() + connectionTokenLengthMs
      await storage.write((tx) =>
        tx.updateTable('sessions').set({ expires_at: endsAt }).where('id', '=', sessionId).execute(),
      )
      const secret = await tokenSecret(settings, storage)
      return new ConnectionTokens({ secret, sessions, keys, now }).issue({ id, sessionId })
    })
    io.print(token)
    io.complain(`Valid until ${instant(Date.parse(expiresAt))}.`)
    return 0
  },
}
