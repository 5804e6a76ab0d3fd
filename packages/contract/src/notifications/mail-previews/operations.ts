/** The operations by which those who try Copydesk out see the mails that it would have sent. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { mailPreviews } from './entity-schemas.ts'

const shown = { tag: 'notifications', access: 'person', method: 'GET' } as const

export const listMailPreviews = operation({
  ...shown,
  operationId: 'listMailPreviews',
  path: '/api/v1/me/mails',
  summary: 'List mails that the demo would have sent you, newest first',
  description:
    'Of the last fifty; administrators see those to everybody. Those of what one does not see, and whose words were changed or taken back since, are left out. Empty where mail is sent.',
  answer: { status: 200, description: 'Mails that were sent to nobody', schema: mailPreviews },
})

export const readMailPreview = operation({
  ...shown,
  operationId: 'readMailPreview',
  path: '/api/v1/me/mails/{id}',
  summary: 'Look at such a mail',
  params: z.object({ id }),
  answer: {
    status: 200,
    description: 'As mail programs show it',
    schema: z.string(),
    mediaType: 'text/html',
  },
  problems: ['not_found'],
})
