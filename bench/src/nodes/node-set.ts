/** Several servers of one kind that tell each other what is written at one of them, as measurements see them. */
import type { Clients, Target } from '../product/commented-project.ts'

export interface NodeSet {
  /** Starts one more. */
  add(): Promise<void>
  /** A fresh place to write to, at the first of them, and how clients of each of them follow it. */
  place(): Promise<{ target: Target; opens: Clients[] }>
  /** Processor time of each so far, in microseconds. */
  cpuMicros(): number[]
  /** Messages that the broker brought the last one so far; undefined where it does not count them. */
  heard(): Promise<number | undefined>
  stop(): Promise<void>
}

export const brokerRows = ['by-notify', 'by-redis', 'by-nats'] as const
/** Copydesk, by the broker between its servers. */
export type BrokerRow = (typeof brokerRows)[number]
