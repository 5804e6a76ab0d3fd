/** The server side of the wire protocol: sessions, channels, recovery, presence and transports. */
export type { Announcement, Broker, BrokerFigures, BrokerState, Following } from './brokers/broker.ts'
export { createMemoryBroker, type MemoryBrokerOptions } from './brokers/memory.ts'
export type { HistoryOutcome } from './channels/read-history.ts'
export type { ConnectionTarget, ServerAction } from './connections/server-actions.ts'
export { type Environment, systemEnvironment } from './environment.ts'
export { type HubTransport, hubPaths, hubTransports, webSocketPath } from './handshake/hub-paths.ts'
export type { RequestContext } from './http/handle-request.ts'
export { createHub, type Hub } from './hub.ts'
export {
  countWithin,
  type HistoryRead,
  type JournalReader,
  type Publication,
  type StreamPosition,
} from './journal/journal.ts'
export {
  createMemoryJournal,
  type MemoryJournal,
  type MemoryJournalOptions,
} from './journal/memory-journal.ts'
export { defaultLimits } from './limits/limits.ts'
export { Listeners } from './listeners.ts'
export { buildInfo, hubFigures } from './metrics/hub-figures.ts'
export type { MetricDefinition, MetricValue } from './metrics/metric.ts'
export type { HubStats } from './metrics/stats.ts'
export type { NodeInfo, NodeReport } from './nodes/survey.ts'
export type {
  Authenticated,
  AuthenticateResult,
  AuthorizeRequest,
  AuthorizeResult,
  ChannelRules,
  ConnectRequest,
  HubLimits,
  HubLog,
  HubOptions,
  PublishRequest,
  Reach,
  RpcRequest,
  RpcResult,
} from './options.ts'
