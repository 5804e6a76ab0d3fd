/** zod schemas of the log of deliveries. */
import { z } from 'zod'
import { entityId, instant, page, snapshot } from '../../core/entity-schemas.ts'
import { named } from '../../core/named.ts'
import { deliveryStatuses } from './entity.ts'

const delivery = named(
  'Delivery',
  z.object({
    id: entityId,
    channel: z.literal('mail'),
    personId: entityId,
    address: z.string().nullable().describe('Where it went; null before'),
    status: z
      .enum(deliveryStatuses)
      .describe('`uncertain` was handed over and never answered: it may have arrived, and is not sent again'),
    note: z.string().nullable().describe('What the other side said, or why nothing was sent'),
    createdAt: instant,
    begunAt: instant.nullable(),
    settledAt: instant.nullable(),
  }),
)

export const refusedAddress = named(
  'RefusedAddress',
  z.object({
    id: entityId.describe('Of its person'),
    address: z.string(),
    note: z.string().describe('What the mail server said'),
    refusedAt: instant,
  }),
)

export const refusedAddressList = named(
  'RefusedAddressList',
  z.object({ ...page(refusedAddress), ...snapshot }),
)

export const deliveryList = named('DeliveryList', z.object({ ...page(delivery), ...snapshot }))
