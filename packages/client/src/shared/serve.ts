/**
 * `@copydesk/client/realtime-worker`: the other side of a `SharedRealtime`. A worker script calls `serveRealtime` and
 * nothing else; a tab without workers calls `serveInTab`.
 */
import { randomUuid } from '../random-uuid.ts'
import { systemClock } from '../realtime/clock.ts'
import { Realtime } from '../realtime/realtime.ts'
import type { RealtimeOptions } from '../realtime/realtime-options.ts'
import { Host } from './host.ts'
import { createLocks } from './locks.ts'
import type { Port } from './messages.ts'
import { TabSignals } from './tab-signals.ts'

/** What of the connection can be set here: what tabs tell is left to them. */
export type ServeOptions = Omit<RealtimeOptions, 'wakeSignals'>

interface WorkerScope {
  onconnect: ((event: MessageEvent) => void) | null
}

/** Holds the connection for every tab that comes. To be called at once when the worker's script runs. */
export function serveRealtime(options: ServeOptions): void {
  const host = createHost(options)
  const scope = globalThis as unknown as WorkerScope
  scope.onconnect = ({ ports: [port] }) => {
    if (port) host.accept(port)
  }
}

/** Holds the connection in this tab, for this tab alone. */
export function serveInTab(options: ServeOptions): Port {
  const { port1, port2 } = new MessageChannel()
  createHost(options).accept(port1)
  return port2
}

function createHost(options: ServeOptions): Host {
  const signals = new TabSignals()
  return new Host({
    realtime: new Realtime({ ...options, wakeSignals: signals }),
    signals,
    clock: options.clock ?? systemClock,
    locks: createLocks(),
    name: `copydesk realtime ${randomUuid()}`,
  })
}
