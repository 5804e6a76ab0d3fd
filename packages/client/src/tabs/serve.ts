/**
 * `@copydesk/client/realtime-worker`: the other side of a `SharedRealtime`. A worker script calls `serveRealtime` and
 * nothing else; a tab without workers calls `serveInTab`.
 */
import { randomUuid } from '../random-uuid.ts'
import { systemClock } from '../realtime/clock.ts'
import { Realtime } from '../realtime/realtime.ts'
import type { RealtimeOptions } from '../realtime/realtime-options.ts'
import { failedBecause, Host } from './host.ts'
import { createLocks } from './locks.ts'
import type { Port } from './messages.ts'
import { TabSignals } from './tab-signals.ts'

/** The options of the connection, except those that tabs provide. */
export type ServeOptions = Omit<RealtimeOptions, 'wakeSignals'>

interface WorkerScope {
  onconnect: ((event: MessageEvent) => void) | null
}

/**
 * Holds the connection for every tab that comes. To be called at once when the worker's script runs. Where that
 * throws, tabs are told so: a browser does not tell them by itself.
 */
export function serveRealtime(options: ServeOptions | (() => ServeOptions)): void {
  const scope = globalThis as unknown as WorkerScope
  let accept: (port: Port) => void
  try {
    const host = createHost(typeof options === 'function' ? options() : options)
    accept = (port) => host.accept(port)
  } catch (error) {
    accept = (port) => port.postMessage(failedBecause(error))
  }
  scope.onconnect = ({ ports: [port] }) => {
    if (port) accept(port)
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
