/** Endpoints of what the signed-in person wants to be told of. */
import type {
  ChangeMailSettings,
  ChangePreference,
  MailSettings,
  NotificationType,
  Preference,
  Preferences,
  Snapshot,
} from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../../http/transport.ts'

export function createPreferencesApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Snapshot<Preferences>>('/preferences', {}, call),
    change: (type: NotificationType, change: ChangePreference, call?: CommandOptions) =>
      send<Preference>('PATCH', `/preferences/${type}`, change, call),
    changeMail: (change: ChangeMailSettings, call?: CommandOptions) =>
      send<MailSettings>('PATCH', '/preferences/mail', change, call),
  }
}
