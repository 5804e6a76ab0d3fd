/** `@copydesk/client/shared-realtime`: one connection for all tabs of a browser; the tab's side. */
export { createTransportMemory, type KeyValueStore } from '../realtime/transport-memory.ts'
export { countTabs, createLocks, type Locks } from './locks.ts'
export type { Port } from './messages.ts'
export { SharedRealtime, type SharedRealtimeOptions } from './shared-realtime.ts'
export type { WorkerLike } from './worker-door.ts'
