/** zod schemas of the mails that the demo would have sent. */
import { z } from 'zod'
import { entityId, instant, page } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'

const mailPreview = named(
  'MailPreview',
  z.object({
    id: entityId,
    personId: entityId.describe('Whom it would have gone to'),
    subject: z.string(),
    createdAt: instant,
  }),
)

export const mailPreviews = named('MailPreviews', z.object(page(mailPreview)))
