/** The server side of the wire protocol: sessions, channels, recovery, presence and transports. */
export type { Announcement, Broker } from './broker.ts'
export { createMemoryBroker, type MemoryBrokerOptions } from './brokers/memory.ts'
export { type Environment, systemEnvironment } from './core/environment.ts'
export { defaultLimits } from './core/limits.ts'
export type { HistoryOutcome } from './core/read-history.ts'
export type { ConnectionTarget, ServerAction } from './core/server-actions.ts'
export type { HubStats } from './core/stats.ts'
export type { NodeInfo, NodeReport } from './core/survey.ts'
export type { RequestContext } from './http/handle-request.ts'
export { type HubTransport, hubPaths, hubTransports, webSocketPath } from './http/hub-paths.ts'
export { createHub, type Hub } from './hub.ts'
export {
  type ChannelChange,
  countWithin,
  type HistoryRead,
  type JournalReader,
  type Publication,
  type StreamPosition,
} from './journal.ts'
export { Listeners } from './listeners.ts'
export { createMemoryJournal, type MemoryJournal, type MemoryJournalOptions } from './memory-journal.ts'
export { buildInfo, hubFigures } from './metrics/hub-figures.ts'
export type { MetricDefinition, MetricValue } from './metrics/metric.ts'
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
  RpcRequest,
  RpcResult,
} from './options.ts'
