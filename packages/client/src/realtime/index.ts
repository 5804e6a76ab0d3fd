/** `@copydesk/client/realtime`: the realtime connection alone, for any application. */
export type { AskChanges, Changes, ChangesAnswer } from './changes.ts'
export type {
  FeedConsumer,
  FeedMembership,
  FeedPublication,
  ReloadReason,
  StreamPosition,
} from './channel-feed.ts'
export { backoffMs, type Cancel, type Clock, systemClock } from './clock.ts'
export type { ChannelSource, RealtimeConnection } from './connection.ts'
export type {
  Connecting,
  ConnectionStatus,
  Delayed,
  Fallback,
  Live as LiveStatus,
  Off,
  Offline,
  Reconnecting,
} from './connection-status.ts'
export type { Here, Present } from './here.ts'
export type { HereStore } from './here-store.ts'
export type { Follower, JoinedConsumer, JoinFrom, JoinOptions } from './joining.ts'
export type { Rung, Trouble } from './ladder.ts'
export type { ClientInfo, History, HistoryOptions } from './link.ts'
export { Realtime } from './realtime.ts'
export { RealtimeError, realtimeCodes } from './realtime-error.ts'
export type { Endpoints, RealtimeOptions, SessionCheck } from './realtime-options.ts'
export type { TransportMemory } from './transport-memory.ts'
export { createWakeSignals, type WakeSignal, type WakeSignals } from './wake-signals.ts'
export type { WebSocketClass } from './watched-platform.ts'
