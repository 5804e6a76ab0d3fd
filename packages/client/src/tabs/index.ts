/** `@copydesk/client/shared-realtime`: one connection for all tabs of a browser; the tab's side. */
export { type AskChanges, createAskChanges } from '../realtime/changes.ts'
export { createTransportMemory, type KeyValueStore } from '../realtime/transport-memory.ts'
export { countTabs, createLocks, type Locks } from './locks.ts'
export type { Port } from './messages.ts'
export type { PollingSource } from './plain-polling.ts'
export { SharedRealtime } from './shared-realtime.ts'
export type { SharedRealtimeOptions } from './shared-realtime-options.ts'
export type { WorkerLike } from './worker-door.ts'
