/** What switching a channel will do to what one is told of. */
import {
  applyPreferences,
  type ChangeMailSettings,
  type MailSettings,
  type NotificationChannel,
  type NotificationType,
  type Preferences,
} from '@copydesk/contract'
import { type Authorship, event } from '../../live/guess.ts'

export function guessWanted(
  who: Authorship,
  type: NotificationType,
  channel: NotificationChannel,
  isWanted: boolean,
) {
  return (state: Preferences): Preferences => {
    const before = state.data.find(({ id }) => id === type)
    if (before === undefined || before.channels[channel] === isWanted) return state
    const channels = { ...before.channels, [channel]: isWanted }
    const preference = { ...before, revision: before.revision + 1, channels }
    return applyPreferences(state, { ...event(who, 'preference.changed'), preference })
  }
}

export function guessMail(who: Authorship, { mutedThreads, refusedAddress, ...change }: ChangeMailSettings) {
  return (state: Preferences): Preferences => {
    const before = state.mail
    const mail: MailSettings = {
      revision: before.revision + 1,
      waitMinutes: change.waitMinutes ?? before.waitMinutes,
      digest: change.digest ?? before.digest,
      workingDays: change.workingDays ?? before.workingDays,
      quietHours: change.quietHours === undefined ? before.quietHours : change.quietHours,
      mutedThreads: mutedThreads ?? before.mutedThreads,
      refusedAddress: refusedAddress === undefined ? before.refusedAddress : null,
    }
    if (JSON.stringify({ ...mail, revision: before.revision }) === JSON.stringify(before)) return state
    return applyPreferences(state, { ...event(who, 'mail_settings.changed'), mail })
  }
}
