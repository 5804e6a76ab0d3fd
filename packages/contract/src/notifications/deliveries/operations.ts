/** The operations by which administrators read what left the server to tell somebody. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { deliveryStatuses } from './entity.ts'
import { deliveryList, refusedAddress, refusedAddressList } from './entity-schemas.ts'

const byAdministrators = { tag: 'notifications', access: 'site.manage' } as const

export const listDeliveries = operation({
  ...byAdministrators,
  method: 'GET',
  operationId: 'listDeliveries',
  path: '/api/v1/deliveries',
  summary: 'List what was sent to people, and what became of it, newest first',
  description:
    'Mail, without its words. Kept for as long as the settings say. Live: the channel of `position` says when it is to be read again.',
  query: z.object({
    status: z.enum(deliveryStatuses).optional().describe('Only those that stand like this'),
    personId: id.optional().describe('Only those to this person'),
    cursor: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: { status: 200, description: 'A page of deliveries', schema: deliveryList },
})

export const listRefusedAddresses = operation({
  ...byAdministrators,
  method: 'GET',
  operationId: 'listRefusedAddresses',
  path: '/api/v1/refused-addresses',
  summary: 'List the addresses that the mail server refused for good',
  description:
    'Nothing is mailed to them until their people have others, or they are tried again. Live: the channel of `position` says when it is to be read again.',
  query: z.object({
    cursor: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: { status: 200, description: 'A page of addresses', schema: refusedAddressList },
})

export const tryAddressAgain = operation({
  ...byAdministrators,
  method: 'DELETE',
  operationId: 'tryAddressAgain',
  path: '/api/v1/refused-addresses/{personId}',
  summary: 'Mail an address again that the mail server refused',
  description: 'Of what happens from then on. A person does the same for their own address.',
  params: z.object({ personId: id }),
  command: 'without_revision',
  answer: { status: 200, description: 'What is tried again', schema: refusedAddress },
})
