/**
 * A browser with tabs, workers and locks, under the test's hand: messages between them wait until they are delivered,
 * a tab can vanish and a worker crash, hang or not load, each without a word.
 */
import type { Clock, WakeSignal } from '../src/index.ts'
import { Realtime, type RealtimeOptions } from '../src/index.ts'
import { Host } from '../src/tabs/host.ts'
import type { Locks } from '../src/tabs/locks.ts'
import type { Port } from '../src/tabs/messages.ts'
import { SharedRealtime } from '../src/tabs/shared-realtime.ts'
import type { SharedRealtimeOptions } from '../src/tabs/shared-realtime-options.ts'
import { TabSignals } from '../src/tabs/tab-signals.ts'
import type { WorkerLike } from '../src/tabs/worker-door.ts'

/** A process: a tab or a worker. */
interface Place {
  isGone: boolean
  isHung: boolean
  /** Timers that fell due while it ran nothing. */
  overdue: (() => void)[]
}

interface FakePort extends Port {
  readonly place: Place
  other: FakePort | null
  waiting: unknown[]
  isClosed: boolean
}

export interface FakeTab {
  readonly realtime: SharedRealtime
  wake(signal: WakeSignal): void
  /** Ends without a word: the window is closed, or crashes. */
  vanish(): void
  /** Runs nothing until it is thawed, and then all that waited. */
  freeze(): void
  thaw(): void
}

export interface FakeBrowser {
  openTab(options?: Partial<SharedRealtimeOptions>): FakeTab
  /** The workers that run, by name. */
  readonly workers: Map<string, Worker>
  /** How many workers were started. */
  readonly started: number
  /** Ends all workers without a word. */
  crashWorkers(): void
  /** They run, but do nothing any more. */
  hangWorkers(): void
  /** Workers to come: work, never answer, do not load, or are not allowed at all. */
  workerMode: 'run' | 'mute' | 'broken' | 'forbidden'
  /** Hosts to come throw when they are to connect. */
  hostsThrow: boolean
  /** Connections held in tabs for want of a worker. */
  readonly inTabs: number
  /** Whether there are locks, for tabs opened from now on. */
  hasLocks: boolean
  /** Messages wait until `deliver` where this is set. */
  holdBack: boolean
  /** Delivers the next message of every port, or all of them. */
  deliver(all?: boolean): void
}

interface Worker {
  place: Place
  host: Host
}

/** Makes a browser without tabs; `options` are of the connection that its worker makes. */
export function createFakeBrowser(options: RealtimeOptions, clock: Clock): FakeBrowser {
  const ports = new Set<FakePort>()
  const workers = new Map<string, Worker>()
  const { locksOf, free } = createFakeLocks()
  let inTabs = 0
  let started = 0

  const createHost = (place: Place): Host => {
    const signals = new TabSignals()
    started += 1
    const realtime = new Realtime({ ...options, wakeSignals: signals, clock })
    if (browser.hostsThrow) {
      realtime.start = () => {
        throw new TypeError('this is not a function')
      }
    }
    return new Host({
      realtime,
      signals,
      clock: clockOf(place, clock),
      locks: browser.hasLocks ? locksOf(place) : null,
      name: `worker ${started}`,
    })
  }
  const createPort = (place: Place): FakePort => {
    const port: FakePort = {
      place,
      other: null,
      waiting: [],
      isClosed: false,
      onmessage: null,
      postMessage(message) {
        if (place.isGone || port.isClosed || !port.other) return
        if (place.isHung) return void place.overdue.push(() => port.postMessage(message))
        port.other.waiting.push(structuredClone(message))
        if (!browser.holdBack) queueMicrotask(() => browser.deliver(true))
      },
      close() {
        port.isClosed = true
      },
    }
    ports.add(port)
    return port
  }
  const connect = (one: Place, other: Place): [FakePort, FakePort] => {
    const near = createPort(one)
    const far = createPort(other)
    near.other = far
    far.other = near
    return [near, far]
  }
  const deliverOne = (port: FakePort): boolean => {
    if (port.place.isGone || port.place.isHung || port.isClosed || !port.onmessage) return false
    if (port.waiting.length === 0) return false
    try {
      port.onmessage({ data: port.waiting.shift() } as MessageEvent)
    } catch {
      // A browser reports it to the console and goes on.
    }
    return true
  }
  const openWorker = (tab: Place, name: string): WorkerLike => {
    if (browser.workerMode === 'forbidden') throw new Error('not allowed here')
    const known = workers.get(name)
    const place = known?.place ?? { isGone: false, isHung: browser.workerMode !== 'run', overdue: [] }
    const worker = known ?? { place, host: createHost(place) }
    workers.set(name, worker)
    const [near, far] = connect(tab, place)
    worker.host.accept(far)
    const result: WorkerLike = { port: near, onerror: null }
    if (browser.workerMode === 'broken') queueMicrotask(() => result.onerror?.(undefined as never))
    return result
  }
  const openInTab = async (tab: Place): Promise<Port> => {
    inTabs += 1
    const [near, far] = connect(tab, tab)
    createHost(tab).accept(far)
    return near
  }

  const browser: FakeBrowser = {
    workers,
    get started() {
      return started
    },
    get inTabs() {
      return inTabs
    },
    workerMode: 'run',
    hostsThrow: false,
    hasLocks: true,
    holdBack: false,
    openTab(given = {}) {
      const place: Place = { isGone: false, isHung: false, overdue: [] }
      let signal: (signal: WakeSignal) => void = () => {}
      const realtime = new SharedRealtime({
        name: 'desk',
        openWorker: (name) => openWorker(place, name),
        openInTab: () => openInTab(place),
        clock: clockOf(place, clock),
        locks: browser.hasLocks ? locksOf(place) : null,
        wakeSignals: {
          isOnline: () => true,
          isHidden: () => false,
          subscribe: (listener) => {
            signal = listener
            return () => {}
          },
        },
        ...given,
      })
      realtime.start()
      return {
        realtime,
        wake: (one) => signal(one),
        vanish() {
          place.isGone = true
          free(place)
        },
        freeze() {
          place.isHung = true
        },
        thaw() {
          place.isHung = false
          for (const run of place.overdue.splice(0)) run()
          browser.deliver(true)
        },
      }
    },
    crashWorkers() {
      for (const { place, host } of workers.values()) {
        place.isGone = true
        // The process ends, and its connection with it.
        host.end()
        free(place)
      }
      workers.clear()
    },
    hangWorkers() {
      for (const { place } of workers.values()) place.isHung = true
    },
    deliver(all = false) {
      let any = false
      for (const port of [...ports]) any = deliverOne(port) || any
      if (all && any) browser.deliver(true)
    },
  }
  return browser
}

/** Timers of a place that is gone do not ring; those of a frozen one wait. */
function clockOf(place: Place, clock: Clock): Clock {
  return {
    now: clock.now,
    after: (delayMs, run) =>
      clock.after(delayMs, () => {
        if (place.isGone) return
        if (place.isHung) place.overdue.push(run)
        else run()
      }),
  }
}

function createFakeLocks() {
  const holders = new Map<string, Place>()
  const waiting = new Map<string, Set<() => void>>()
  const freeName = (name: string) => {
    holders.delete(name)
    for (const tell of waiting.get(name) ?? []) tell()
    waiting.delete(name)
  }
  return {
    locksOf: (place: Place): Locks => ({
      hold: async (name) => {
        holders.set(name, place)
        return () => freeName(name)
      },
      whenFree: (name, signal) =>
        new Promise((resolve, reject) => {
          if (!holders.has(name)) return resolve()
          const tell = () => {
            if (!place.isGone) resolve()
          }
          const list = waiting.get(name) ?? new Set()
          waiting.set(name, list.add(tell))
          signal.addEventListener('abort', () => {
            list.delete(tell)
            reject(signal.reason)
          })
        }),
    }),
    free(place: Place) {
      for (const [name, holder] of [...holders]) {
        if (holder === place) freeName(name)
      }
    },
  }
}
