/**
 * The figures of a hub for Prometheus: how each is called, and how it is read. The one table for every `/metrics` there
 * is, so that a dashboard fits all of them.
 */

import { hubTransports } from '../handshake/hub-paths.ts'
import type { MetricDefinition, MetricValue } from './metric.ts'
import type { HubStats } from './stats.ts'

export interface HubFigure extends MetricDefinition {
  read: (figures: FiguresOfHub) => MetricValue
}

export interface FiguresOfHub extends HubStats {
  /** The transports that are switched on; polling too, where the application has it. */
  enabled: readonly string[]
}

/** By name without the prefix `copydesk_realtime_`. */
const figures: Readonly<Record<string, HubFigure>> = {
  connections: {
    kind: 'gauge',
    help: 'Open realtime connections',
    label: 'transport',
    read: ({ transports }) => transports,
  },
  subscriptions: {
    kind: 'gauge',
    help: 'Subscriptions of all connections',
    read: ({ subscriptions }) => subscriptions,
  },
  channels: {
    kind: 'gauge',
    help: 'Channels with at least one subscriber',
    read: ({ channels }) => channels,
  },
  queue_bytes: {
    kind: 'gauge',
    help: 'Bytes that wait for clients to read them',
    read: ({ queuedBytes }) => queuedBytes,
  },
  journal_poll_age_seconds: {
    kind: 'gauge',
    help: 'Time since the journal last said where the open channels stand; it is asked every 1.5 seconds',
    read: ({ journalPollAgeMs }) => (journalPollAgeMs === null ? Number.NaN : journalPollAgeMs / 1000),
  },
  broker_connected: {
    kind: 'gauge',
    help: 'Whether the broker carries messages between nodes (1), or hints are lost and updates late (0)',
    read: ({ broker }) => (broker.phase === 'connected' ? 1 : 0),
  },
  broker_messages_total: {
    kind: 'counter',
    help: 'Messages of the broker to a message server: taken by it, come from it, or dropped because it was away',
    label: 'fate',
    read: ({ brokerFigures: { sent, received, dropped } }) => ({ sent, received, dropped }),
  },
  broker_reconnects_total: {
    kind: 'counter',
    help: 'Attempts of the broker to reach its message server again',
    read: ({ brokerFigures }) => brokerFigures.reconnects,
  },
  connects_total: {
    kind: 'counter',
    help: 'Connections that were accepted',
    read: ({ connects }) => connects,
  },
  disconnects_total: {
    kind: 'counter',
    help: 'Connections that ended, by close code; 1006 without a close frame',
    label: 'code',
    read: ({ drops }) => drops,
  },
  refusals_total: {
    kind: 'counter',
    help: 'Handshakes and connect commands that were turned away',
    label: 'reason',
    read: ({ refusals }) => refusals,
  },
  commands_total: {
    kind: 'counter',
    help: 'Commands of clients, pongs left out',
    label: 'method',
    read: ({ commands }) => commands,
  },
  error_replies_total: {
    kind: 'counter',
    help: 'Commands that were answered with an error, by its code',
    label: 'code',
    read: ({ errors }) => errors,
  },
  publications_total: {
    kind: 'counter',
    help: 'Publications that reached a subscriber',
    read: ({ publications }) => publications,
  },
  deliveries_total: {
    kind: 'counter',
    help: 'Messages handed to connections, one for each receiver',
    read: ({ deliveries }) => deliveries,
  },
  recoveries_total: {
    kind: 'counter',
    help: 'Subscriptions that came back, by whether they got all that they had missed or had to start anew',
    label: 'result',
    read: ({ recovered, notRecovered }) => ({ recovered, not_recovered: notRecovered }),
  },
  gaps_total: {
    kind: 'counter',
    help: 'Times that publications were missing from the announcements, by what showed it',
    label: 'found_by',
    read: ({ gapsFilled, gapsFoundByPoll }) => ({
      announcement: gapsFilled - gapsFoundByPoll,
      poll: gapsFoundByPoll,
    }),
  },
  publications_caught_up_total: {
    kind: 'counter',
    help: 'Publications that were read from the journal because they were not announced in time',
    read: ({ publicationsCaughtUp }) => publicationsCaughtUp,
  },
  late_announcements_total: {
    kind: 'counter',
    help: 'Announced publications that had come before, out of the journal or twice',
    read: ({ lateAnnouncements }) => lateAnnouncements,
  },
  journal_failures_total: {
    kind: 'counter',
    help: 'Reads of the journal that failed',
    read: ({ journalFailures }) => journalFailures,
  },
  transport_enabled: {
    kind: 'gauge',
    help: 'Whether a transport is switched on (1) or off (0)',
    label: 'transport',
    read: ({ enabled }) =>
      Object.fromEntries([...hubTransports, 'poll'].map((name) => [name, enabled.includes(name) ? 1 : 0])),
  },
}

/** By name. */
export const hubFigures: ReadonlyMap<string, HubFigure> = new Map(
  Object.entries(figures).map(([name, figure]) => [`copydesk_realtime_${name}`, figure]),
)

/** Which version runs, as Prometheus has such facts: a label of a figure that is always 1. */
export const buildInfo = {
  name: 'copydesk_build_info',
  kind: 'gauge',
  help: 'The version that runs',
  label: 'version',
} as const
