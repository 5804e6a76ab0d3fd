/** What left the server to tell somebody, and what became of it: the log for administrators. It holds nobody's words. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'

/**
 * `waiting` to be sent; `begun`: handed over, and not known to have arrived. Then one of the others, for good: `uncertain`
 * is what was begun and never answered.
 */
export const deliveryStatuses = [
  'waiting',
  'begun',
  'sent',
  'cancelled',
  'refused',
  'failed',
  'uncertain',
] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export interface Delivery {
  id: Id
  channel: 'mail'
  personId: Id
  /** Where it went; null before. */
  address: string | null
  status: DeliveryStatus
  /** What the other side said, or why nothing was sent. */
  note: string | null
  createdAt: Instant
  begunAt: Instant | null
  settledAt: Instant | null
}

/** An address that the mail server refused for good; `id` is its person's. Nothing is mailed there. */
export interface RefusedAddress {
  id: Id
  address: string
  /** What the mail server said. */
  note: string
  refusedAt: Instant
}

/** `GET /refused-addresses` */
export type RefusedAddressList = Page<RefusedAddress>

/** `GET /deliveries`: newest first. */
export type DeliveryList = Page<Delivery>
