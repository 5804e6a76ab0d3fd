/** What is published in `delivery`, for administrators. */
import type { EventBase } from '../../core/event.ts'

/** The lists that administrators look after. */
export const deliveryParts = ['traces', 'mail', 'refused_addresses', 'failed_work'] as const
export type DeliveryPart = (typeof deliveryParts)[number]

/** These lists changed, a moment ago: whoever shows one loads it again, since not everybody sees all of the traces. */
export interface DeliveryChanged extends EventBase<'delivery.changed'> {
  parts: DeliveryPart[]
}
