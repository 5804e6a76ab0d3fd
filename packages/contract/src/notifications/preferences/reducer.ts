/** A person's own channel applied to what they want to be told of. */
import { replaceRows, withValues } from '../../core/rows.ts'
import type { MailSettings, Preferences } from './entity.ts'
import type { PreferencesEvent } from './events.ts'

/** The list after the event; the same state when the event tells nothing new. */
export function applyPreferences(state: Preferences, event: PreferencesEvent): Preferences {
  if (event.type === 'mail_settings.changed') return withMail(state, event.mail)
  if (event.type !== 'preference.changed') return state
  return withValues(state, { data: replaceRows(state.data, [event.preference]) })
}

function withMail(state: Preferences, mail: MailSettings): Preferences {
  return mail.revision > state.mail.revision ? { ...state, mail } : state
}
