/** `@copydesk/client/realtime`: the realtime connection alone, for any application. */
export type {
  FeedConsumer,
  FeedMembership,
  FeedPublication,
  ReloadReason,
  StreamPosition,
} from './channel-feed.ts'
export { type Cancel, type Clock, systemClock } from './clock.ts'
export type {
  Connecting,
  ConnectionStatus,
  Delayed,
  Live as LiveStatus,
  Off,
  Offline,
  Reconnecting,
} from './connection-status.ts'
export type { Here, Present } from './here.ts'
export {
  type ChannelSource,
  Realtime,
  type RealtimeConnection,
  type RealtimeOptions,
  type SessionCheck,
} from './realtime.ts'
export { createWakeSignals, type WakeSignal, type WakeSignals } from './wake-signals.ts'
export type { WebSocketClass } from './watched-socket.ts'
