/** What one server spent when it was last measured (README), and what is assumed of people unless told otherwise. */
import type { Costs, Load } from './capacity.ts'

export const lastMeasured: Costs = {
  idleMb: 240,
  kbPerConnection: 10.3,
  msPerConnect: 0.134,
  microsPerDelivery: 9,
  msPerChangeElsewhere: 1,
  brokerMessagesPerChange: 1,
  bytesPerBrokerMessage: 1_000,
}

/** A busy hour: everybody has a project open, together with nineteen others, in which something changes every minute. */
export const assumed: Omit<Load, 'connections'> = {
  perProject: 20,
  changesPerMinute: 1,
  pingSeconds: 25,
  comeBackSeconds: 20,
  server: { memoryGb: 4, memoryShare: 0.6, threadShare: 0.5, mostConnections: 50_000 },
}
