/** By what this server sends mail: a mail server, or in the demo nobody, with each mail kept to be looked at. */
import { type Mailer, mailerOf } from '../../mail/mailer.ts'
import { mailingOf } from '../../mail/mailing.ts'
import { UnsubscribeLinks } from '../../mail/unsubscribe-links.ts'
import { createPreviews } from '../../notifications/mail/previews.ts'
import { siteOf } from '../../settings/base-path.ts'
import type { Surroundings } from './surroundings.ts'

/** Undefined where there is no mail. */
export function siteMailer({ services, secret, port }: Surroundings): Mailer | undefined {
  const { settings, storage } = services
  if (mailingOf(settings) !== 'preview') return mailerOf(settings, secret)
  return {
    transport: createPreviews(storage),
    from: { name: 'Copydesk', address: 'desk@demo.example' },
    // The port may be known only once the server listens.
    get site() {
      return siteOf(settings) ?? `http://${settings.host}:${port()}`
    },
    links: new UnsubscribeLinks(secret),
  }
}
