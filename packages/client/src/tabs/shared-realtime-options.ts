/** What the shared connection of a tab can be given. No code. */
import type { Clock } from '../realtime/clock.ts'
import type { WakeSignals } from '../realtime/wake-signals.ts'
import type { Locks } from './locks.ts'
import type { Port } from './messages.ts'
import type { PollingSource } from './plain-polling.ts'
import type { WorkerLike } from './worker-door.ts'

export interface SharedRealtimeOptions {
  /**
   * Starts or finds the worker of this name; leave it out where there is no `SharedWorker`. Bundlers want to see
   * `new SharedWorker(new URL('../shared/worker.ts', import.meta.url), { type: 'module', name })` written out.
   */
  openWorker?: ((name: string) => WorkerLike) | undefined
  /** Holds the connection in this tab: `serveInTab` of `@copydesk/client/realtime-worker`, loaded when needed. */
  openInTab: () => Promise<Port>
  /** For the last resort, where no connection can be held; without it the tab waits until one can. */
  polling?: PollingSource
  /** Tabs that name the same share one connection, so whoever is signed in should be part of it. */
  name: string
  wakeSignals?: WakeSignals
  clock?: Clock
  /** Null where there are none; the browser's when absent. */
  locks?: Locks | null
  /** Numbers from 0 to below 1, for jitter. */
  random?: () => number
  /** Receives what consumers and listeners throw; the console does when absent. */
  onError?: (error: unknown) => void
}
