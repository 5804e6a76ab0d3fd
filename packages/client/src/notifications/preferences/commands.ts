/** The command that changes what one is told of. */
import type {
  ChangeMailSettings,
  MailSettings,
  NotificationChannel,
  NotificationType,
  Preference,
} from '@copydesk/contract'
import type { Api } from '../../api.ts'
import type { CommandOutcome, CommandRunner } from '../../live/command-runner.ts'
import type { LiveStore } from '../../live/live-store.ts'
import { guessMail, guessWanted } from './guesses.ts'
import { preferencesKey } from './lives.ts'

export interface PreferenceCommands {
  /** Switches one channel of one type on or off. */
  setPreference(
    type: NotificationType,
    channel: NotificationChannel,
    isWanted: boolean,
  ): Promise<CommandOutcome<Preference>>
  /** Changes when one is mailed. */
  setMail(change: ChangeMailSettings): Promise<CommandOutcome<MailSettings>>
}

export function createPreferenceCommands(
  api: Api,
  store: LiveStore,
  { write }: CommandRunner,
): PreferenceCommands {
  return {
    setPreference: (type, channel, isWanted) =>
      write(
        (commandId) => api.preferences.change(type, { channels: { [channel]: isWanted } }, { commandId }),
        (show, who) => show(store.active(preferencesKey), guessWanted(who, type, channel, isWanted)),
      ),
    setMail: (change) =>
      write(
        (commandId) => api.preferences.changeMail(change, { commandId }),
        (show, who) => show(store.active(preferencesKey), guessMail(who, change)),
      ),
  }
}
