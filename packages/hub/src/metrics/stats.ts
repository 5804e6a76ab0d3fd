/** Figures for metrics and the doctor. Counters only grow; gauges are read when asked for. */

import type { BrokerFigures, BrokerState } from '../brokers/broker.ts'
import type { TransportKind } from '../connections/transport.ts'

/** What happened so far. */
export interface HubCounters {
  /** Clients whose connect command succeeded. */
  connects: number
  /** Publications that reached at least one audience on this node. */
  publications: number
  /** Messages handed to connections, one per message and receiver. */
  deliveries: number
  recovered: number
  notRecovered: number
  /** Times the journal had to be read because an announcement was missing or late. */
  gapsFilled: number
  /** Those of them that no announcement showed, but the journal when it was asked where channels stand. */
  gapsFoundByPoll: number
  /** Publications that came out of the journal because they were not announced in time. */
  publicationsCaughtUp: number
  /** Announced publications that had come before, out of the journal or twice. */
  lateAnnouncements: number
  /** Reads of the journal that failed. */
  journalFailures: number
  /** Commands by kind, pongs left out. */
  commands: Record<string, number>
  /** Ended connections by close code; 1006 without a close frame. */
  drops: Record<string, number>
  /** Handshakes and connect commands that were turned away, by reason. */
  refusals: Record<string, number>
  /** Error replies by code. */
  errors: Record<string, number>
}

export interface HubStats extends HubCounters {
  connections: number
  /** Connections by what carries them. */
  transports: Record<TransportKind, number>
  subscriptions: number
  channels: number
  /** Bytes that wait for clients to read them. */
  queuedBytes: number
  /** Since the journal last said where the open channels stand; null before it ever did. */
  journalPollAgeMs: number | null
  /** Whether hints and messages between nodes get through. */
  broker: BrokerState
  brokerFigures: BrokerFigures
}

export function createCounters(): HubCounters {
  return {
    connects: 0,
    publications: 0,
    deliveries: 0,
    recovered: 0,
    notRecovered: 0,
    gapsFilled: 0,
    gapsFoundByPoll: 0,
    publicationsCaughtUp: 0,
    lateAnnouncements: 0,
    journalFailures: 0,
    commands: {},
    drops: {},
    refusals: {},
    errors: {},
  }
}

/** Adds one to a counter that may not exist yet. */
export function count(counters: Record<string, number>, key: string | number): void {
  counters[key] = (counters[key] ?? 0) + 1
}
