/** What is published in a person's own channel about what they want to be told of. */
import type { EventBase } from '../../core/event.ts'
import type { MailSettings, Preference } from './entity.ts'

export interface PreferenceChanged extends EventBase<'preference.changed'> {
  preference: Preference
}

export interface MailSettingsChanged extends EventBase<'mail_settings.changed'> {
  mail: MailSettings
}

/** Channel `person:#{id}`, beside the inbox. */
export type PreferencesEvent = PreferenceChanged | MailSettingsChanged
