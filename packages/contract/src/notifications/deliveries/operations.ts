/** The operation by which administrators read what left the server to tell somebody. */
import { z } from 'zod'
import { operation } from '../../core/operation.ts'
import { id } from '../../core/schemas.ts'
import { deliveryStatuses } from './entity.ts'
import { deliveryList } from './entity-schemas.ts'

export const listDeliveries = operation({
  tag: 'notifications',
  access: 'site.manage',
  method: 'GET',
  operationId: 'listDeliveries',
  path: '/api/v1/deliveries',
  summary: 'List what was sent to people, and what became of it, newest first',
  description: 'Mail, without its words. Kept for as long as the settings say.',
  query: z.object({
    status: z.enum(deliveryStatuses).optional().describe('Only those that stand like this'),
    personId: id.optional().describe('Only those to this person'),
    cursor: id.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: { status: 200, description: 'A page of deliveries', schema: deliveryList },
})
