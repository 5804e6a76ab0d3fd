/** The limits and intervals of a hub, with what holds when the application does not say otherwise. */
import type { HubLimits, HubOptions } from '../options.ts'

export const defaultLimits: HubLimits = {
  maxMessageBytes: 64 * 1024,
  maxChannelsPerConnection: 128,
  maxConnections: Number.POSITIVE_INFINITY,
  maxConnectionsPerUser: Number.POSITIVE_INFINITY,
  maxCommandsPerSecond: 100,
  maxSubscribesPerSecond: 20,
  maxPublishesPerSecond: 20,
  maxQueuedBytes: 1024 * 1024,
  maxRecoveredPublications: 300,
  maxRecoveredBytes: 128_000,
}

export interface Intervals {
  pingMs: number
  pongMs: number
  connectMs: number
  drainMs: number
  pollMs: number
}

export function intervalsOf(options: HubOptions): Intervals {
  const intervals = {
    pingMs: options.pingIntervalMs ?? 25_000,
    pongMs: options.pongTimeoutMs ?? 8_000,
    connectMs: options.connectTimeoutMs ?? 15_000,
    drainMs: options.drainMs ?? 5_000,
    pollMs: options.journalPollMs ?? 1_500,
  }
  if (intervals.pongMs >= intervals.pingMs) {
    throw new RangeError('pongTimeoutMs must be less than pingIntervalMs')
  }
  return intervals
}

/** A subscription or connection may outlive its credential by this much, so that a refresh in time is never cut. */
export const expiryGraceMs = 25_000
