/** What a person sends to change what they are told of. */
import type { MailSettings, NotificationChannel } from './entity.ts'

/** `PATCH /preferences/{type}`; a channel left out stays as it is. */
export interface ChangePreference {
  channels: { [Channel in NotificationChannel]?: boolean | undefined }
}

/** `PATCH /preferences/mail`; what is left out stays as it is. */
export interface ChangeMailSettings {
  waitMinutes?: number | undefined
  digest?: MailSettings['digest'] | undefined
  workingDays?: MailSettings['workingDays'] | undefined
  quietHours?: MailSettings['quietHours'] | undefined
  /** 0: they are mailed again. */
  mutedThreads?: 0 | undefined
  /** null: it is tried again. */
  refusedAddress?: null | undefined
}
