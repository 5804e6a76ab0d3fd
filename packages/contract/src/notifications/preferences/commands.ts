/** What a person sends to change what they are told of. */
import type { NotificationChannel } from './entity.ts'

/** `PATCH /preferences/{type}`; a channel left out stays as it is. */
export interface ChangePreference {
  channels: { [Channel in NotificationChannel]?: boolean | undefined }
}
